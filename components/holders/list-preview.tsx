import type { HolderKind } from '../../lib/cache/rows.ts';
import type { IdList } from '../../lib/people/read-id-list.ts';
import { LineList } from './line-list.tsx';
import { useHolderWords } from './words.ts';

/** What was found in a text: how many, how many twice, and which lines were left out and why. */
export function ListPreview({ holders, found }: { holders: HolderKind; found: IdList }) {
  const t = useHolderWords();
  const { ids, heading, duplicates, refused } = found;
  return (
    <div className="stack" role="status">
      <p className="strong">{t(`import.found.${holders}`, { count: ids.length })}</p>
      {heading === undefined ? null : <p className="break">{t('import.column', { heading })}</p>}
      {duplicates > 0 ? <p>{t('import.duplicates', { count: duplicates })}</p> : null}
      {refused.length > 0 ? (
        <LineList
          title={t('import.refused', { count: refused.length })}
          lines={refused.map(({ line, text, reason }) =>
            t('import.refused.line', { line, text, reason: t(`import.refused.${reason}`) }),
          )}
        />
      ) : null}
    </div>
  );
}
