import { useEffect, useState } from 'react';
import { readSizes, type StoredSize } from '../../lib/cache/sizes.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { useConsoleWords } from '../console/words.ts';
import { useCache } from '../data/cache-context.ts';
import { failureOfScreen } from '../ui/failure-of-screen.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { writeBytes, writeNumber } from '../ui/words.ts';
import { useSettingsWords } from './words.ts';

/** What lies in this browser profile, in clear, with its size; counted when the screen opens. */
export function StoredSizes() {
  const t = useSettingsWords();
  const tc = useConsoleWords();
  const cache = useCache();
  const [sizes, setSizes] = useState<StoredSize[]>();
  const [failure, setFailure] = useState<Failure>();
  const [onDisk, setOnDisk] = useState<number>();
  useEffect(() => {
    readSizes(cache).then(setSizes, (error: unknown) => setFailure(failureOfScreen(error)));
    navigator.storage.estimate().then(
      ({ usage }) => setOnDisk(usage),
      () => setOnDisk(undefined),
    );
  }, [cache]);
  const shown = sizes?.filter(({ rows }) => rows > 0) ?? [];
  return (
    <section className="panel" aria-label={t('stored.title')}>
      <h2>{t('stored.title')}</h2>
      <p>{tc('settings.data.text')}</p>
      {sizes ? (
        <table className="small-table">
          <thead>
            <tr>
              <th scope="col">{t('stored.kind')}</th>
              <th scope="col" className="number">
                {t('stored.rows')}
              </th>
              <th scope="col" className="number">
                {t('stored.bytes')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ kind, rows, bytes }) => (
              <tr key={kind}>
                <th scope="row">{t(`stored.kind.${kind}`)}</th>
                <td className="number">{writeNumber(rows)}</td>
                <td className="number">{writeBytes(bytes)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('stored.sum')}</th>
              <td className="number">{writeNumber(shown.reduce((sum, { rows }) => sum + rows, 0))}</td>
              <td className="number">{writeBytes(shown.reduce((sum, { bytes }) => sum + bytes, 0))}</td>
            </tr>
          </tfoot>
        </table>
      ) : (
        <p className="soft">{failure ? null : t('stored.loading')}</p>
      )}
      {failure ? <FailurePanel failure={failure} /> : null}
      {onDisk === undefined ? null : (
        <p className="small soft">{t('stored.disk', { size: writeBytes(onDisk) })}</p>
      )}
    </section>
  );
}
