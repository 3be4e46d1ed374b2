import Download from 'lucide-react/icons/download';
import { useState } from 'react';
import type { Failure } from '../../../lib/platform/errors.ts';
import { Button } from '../button.tsx';
import { Dialog } from '../dialog.tsx';
import { failureOfScreen } from '../failure-of-screen.ts';
import { FailurePanel } from '../failure-panel.tsx';
import { MenuButton } from '../menu.tsx';
import { useToast } from '../toast.tsx';
import { useCommonWords } from '../words.ts';
import { collect, type ExportForm } from './collect.ts';
import type { ExportColumn } from './export-column.ts';
import { exportFileName, saveFile } from './save-file.ts';

interface Props<Row> {
  /** Without its ending, such as "apps". */
  fileName: string;
  columns: readonly ExportColumn<Row>[];
  /** All rows that the table shows now, in chunks. Called when the export begins. */
  rows: () => AsyncIterable<readonly Row[]>;
  /** When the rows were true, for the file name; left out when a column says it for each row. */
  asOf?: number | undefined;
}

/** Saves what a table shows as CSV or JSON. */
export function ExportButton<Row>({ fileName, columns, rows, asOf }: Props<Row>) {
  const t = useCommonWords();
  const toast = useToast();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const save = async (form: ExportForm) => {
    setBusy(true);
    try {
      const { blob, count } = await collect(form, columns, rows());
      const file = exportFileName(fileName, form, asOf);
      saveFile(blob, file);
      toast({ text: t('export.done', { count, file }) });
    } catch (error) {
      setFailure(failureOfScreen(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <>
      <MenuButton
        label={t(isBusy ? 'export.busy' : 'export.act')}
        icon={<Download size={16} aria-hidden />}
        isDisabled={isBusy}
        entries={[
          { id: 'csv', text: t('export.csv') },
          { id: 'json', text: t('export.json') },
        ]}
        onAct={(form) => void save(form)}
      />
      {failure ? (
        <Dialog title={t('export.failed')} onClose={() => setFailure(undefined)}>
          <FailurePanel failure={failure} />
          <div className="acts end">
            <Button autoFocus onPress={() => setFailure(undefined)}>
              {t('act.close')}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
