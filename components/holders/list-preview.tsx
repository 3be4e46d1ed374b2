// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
import type { HolderKind } from '../../lib/cache/rows.ts';
import type { IdList } from '../../lib/people/read-id-list.ts';
import { useHolderWords } from './words.ts';

/** More refused lines than these are only counted. */
const mostShown = 50;

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
        <>
          <p>{t('import.refused', { count: refused.length })}</p>
          <ul
            className="refused-lines small"
            tabIndex={0}
            aria-label={t('import.refused', { count: refused.length })}
          >
            {refused.slice(0, mostShown).map(({ line, text, reason }) => (
              <li key={`${line} ${reason}`}>
                {t('import.refused.line', { line, text, reason: t(`import.refused.${reason}`) })}
              </li>
            ))}
            {refused.length > mostShown ? (
              <li>{t('import.refused.more', { count: refused.length - mostShown })}</li>
            ) : null}
          </ul>
        </>
      ) : null}
    </div>
  );
}
