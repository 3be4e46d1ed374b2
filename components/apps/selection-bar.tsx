import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { ExportButton } from '../ui/export/export-button.tsx';
import type { TickedRows } from './asset-selection.ts';
import { assetExportColumns, inChunks } from './export-columns.ts';
import { useAppsWords } from './words.ts';

interface Props {
  ticked: TickedRows;
  /** How many of the assets the filters hide. */
  hidden: number;
  onClear: () => void;
  /** Acts on what is ticked, the most needed first. */
  children?: ReactNode;
}

/** Below the table, so that no row moves when the first is ticked: what is ticked and what can be done with it. */
export function SelectionBar({ ticked, hidden, onClear, children }: Props) {
  const t = useAppsWords();
  const { assets, rows } = ticked;
  const texts = [
    t('apps.ticked', { count: assets }),
    ...(rows.length > assets ? [t('apps.ticked.rows', { count: rows.length })] : []),
    ...(hidden > 0 ? [t('apps.ticked.hidden', { count: hidden })] : []),
  ];
  return (
    <section className="selection-bar" aria-label={t('apps.ticked.label')}>
      <span role="status" className="grow">
        {texts.join(', ')}
      </span>
      {children}
      <ExportButton fileName="apps-ticked" columns={assetExportColumns} rows={() => inChunks(rows)} />
      <Button look="quiet" onPress={onClear}>
        {t('apps.ticked.none')}
      </Button>
    </section>
  );
}
