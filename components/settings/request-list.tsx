import { useLiveQuery } from 'dexie-react-hooks';
import { useCallback, useMemo, useState } from 'react';
import type { RequestRow } from '../../lib/cache/observed-rows.ts';
import { useCache } from '../data/cache-context.ts';
import { Button } from '../ui/button.tsx';
import { DataText } from '../ui/data-text.tsx';
import type { Column } from '../ui/table/columns.ts';
import { DataTable } from '../ui/table/data-table.tsx';
import { writeClock, writeNumber } from '../ui/words.ts';
import { useSettingsWords } from './words.ts';

/** Rows of one window; only what is in sight is read. */
const windowSize = 200;

/** Every request that left since the browser started, newest first. */
export function RequestList() {
  const t = useSettingsWords();
  const cache = useCache();
  const count = useLiveQuery(() => cache.requests.count(), [cache]) ?? 0;
  const [isOpen, setOpen] = useState(false);
  return (
    <section className="panel" aria-label={t('requests.title')}>
      <h2>{t('requests.title')}</h2>
      <p>{t('requests.text')}</p>
      {count === 0 ? (
        <p className="soft">{t('requests.none')}</p>
      ) : (
        <div className="acts">
          <Button onPress={() => setOpen(!isOpen)}>
            {isOpen ? t('requests.hide') : t('requests.show', { count })}
          </Button>
          <span className="small soft">{t('requests.most')}</span>
        </div>
      )}
      {isOpen && count > 0 ? <Requests count={count} /> : null}
    </section>
  );
}

function Requests({ count }: { count: number }) {
  const t = useSettingsWords();
  const cache = useCache();
  const columns = useColumns();
  const [offset, setOffset] = useState(0);
  const found = useLiveQuery(async () => {
    const rows = await cache.requests.orderBy(':id').reverse().offset(offset).limit(windowSize).toArray();
    return { offset, rows };
  }, [cache, offset]);
  const onRange = useCallback((first: number, last: number) => {
    const half = windowSize / 2;
    setOffset(Math.max(0, Math.round((first + last) / 2 / half - 1) * half));
  }, []);
  return (
    <div className="request-list">
      <DataTable
        label={t('requests.title')}
        columns={columns}
        count={count}
        rowAt={(index) => found?.rows[index - found.offset]}
        minWidth={560}
        onRange={onRange}
      />
    </div>
  );
}

function useColumns(): Column<RequestRow>[] {
  const t = useSettingsWords();
  return useMemo(
    () => [
      { id: 'time', title: t('requests.time'), width: '92px', cell: ({ at }) => writeClock(at) },
      { id: 'host', title: t('requests.host'), width: '168px', cell: ({ host }) => clipped(host) },
      {
        id: 'path',
        title: t('requests.path'),
        width: 'minmax(140px, 1fr)',
        cell: ({ path }) => clipped(path),
      },
      {
        id: 'status',
        title: t('requests.status'),
        width: '84px',
        cell: ({ status }) => status ?? <span className="soft">{t('requests.noAnswer')}</span>,
      },
      {
        id: 'ms',
        title: t('requests.ms'),
        width: '84px',
        align: 'end',
        cell: ({ ms }) => t('requests.ms.value', { count: writeNumber(Math.round(ms)) }),
      },
    ],
    [t],
  );
}

const clipped = (text: string) => <DataText title={text}>{text}</DataText>;
