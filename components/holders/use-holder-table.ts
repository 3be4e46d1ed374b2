import { useCallback, useEffect, useMemo, useState } from 'react';
import type { HolderKind } from '../../lib/cache/rows.ts';
import { type Failure, toFailure } from '../../lib/platform/errors.ts';
import { onRoute } from '../console/route.ts';
import type { TableSelection } from '../ui/table/data-table.tsx';
import { useToast } from '../ui/toast.tsx';
import { takeHolderClient } from './begun-clients.ts';
import type { HolderClient } from './holder-client.ts';
import { queryOf } from './holder-query.ts';
import type { Answer, HolderLine, ListSummary } from './messages.ts';
import { useHolderWords } from './words.ts';

/** Rows of one window; windows begin at multiples of half of it, so that scrolling rarely waits. */
const windowSize = 200;

/** The worker of a screen, for as long as it is open; undefined until it was made. */
export function useHolderClient(holders: HolderKind): HolderClient | undefined {
  const [client, setClient] = useState<HolderClient>();
  useEffect(() => {
    const made = takeHolderClient(holders);
    setClient(made);
    return () => made.close();
  }, [holders]);
  return client;
}

export type IsLine<Line extends HolderLine> = (line: HolderLine) => line is Line;

/** What went wrong at the table; with `isOver` there is no table any more. */
export interface TableTrouble {
  failure: Failure;
  isOver: boolean;
}

/**
 * The rows of a query around those in sight, followed live, and their ticks. The last answer stays until the next one
 * is there.
 * @param query filters and sort, as in the address
 */
export function useHolderTable<Line extends HolderLine>(
  client: HolderClient | undefined,
  query: string,
  isLine: IsLine<Line>,
) {
  const [offset, setOffset] = useState(0);
  const [answer, setAnswer] = useState<Answer>();
  const [broken, setBroken] = useState<TableTrouble>();
  const [refused, setRefused] = useState<Failure>();
  const [lists, setLists] = useState<readonly ListSummary[]>();
  const [change, setChange] = useState(0);

  useEffect(() => {
    client?.listen((event) => {
      if (event.kind === 'failed') setBroken(event);
      else if (event.kind === 'lists') setLists(event.lists);
      else setChange((count) => count + 1);
    });
  }, [client]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change asks the same question again
  useEffect(() => {
    let isCurrent = true;
    client?.ask({ query, offset, limit: windowSize }).then(
      (next) => {
        if (!next || !isCurrent) return;
        setAnswer(next);
        setRefused(undefined);
      },
      (error: unknown) => isCurrent && setRefused(toFailure(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [client, query, offset, change]);

  // What is typed is asked before the page draws the letter: the worker looks meanwhile.
  useEffect(
    () =>
      onRoute(({ params }) => {
        const next = queryOf(params);
        if (next !== query) client?.ask({ query: next, offset, limit: windowSize }).catch(() => undefined);
      }),
    [client, query, offset],
  );

  const rowAt = useMemo(() => {
    const { rows = [], offset: first = 0 } = answer ?? {};
    return (index: number): Line | undefined => {
      const row = rows[index - first];
      return row && isLine(row) ? row : undefined;
    };
  }, [answer, isLine]);
  const onRange = useCallback((first: number, last: number) => {
    const half = windowSize / 2;
    setOffset(Math.max(0, Math.round((first + last) / 2 / half - 1) * half));
  }, []);
  const trouble = broken ?? (refused && { failure: refused, isOver: false });
  const ticks = useTicks<Line>(client, query, answer, setRefused);
  return { answer, trouble, lists, rowAt, onRange, ...ticks };
}

/** Ticks go to the worker by the keys of their rows, which may stand elsewhere by now. */
function useTicks<Line extends HolderLine>(
  client: HolderClient | undefined,
  query: string,
  answer: Answer | undefined,
  onRefused: (failure: Failure) => void,
): { selection: TableSelection<Line>; untick: () => void } {
  const t = useHolderWords();
  const toast = useToast();
  const { edition = 0, tickState = 'none' } = answer ?? {};
  const told = (work: Promise<boolean | undefined> | undefined) => {
    work?.then(
      (isDone) => isDone === false && toast({ text: t('ticked.stale') }),
      (error: unknown) => onRefused(toFailure(error)),
    );
  };
  return {
    selection: {
      isSelected: ({ ticked }) => ticked,
      onSelect: ({ from, to, first, last, selected }) =>
        told(
          client?.tick(query, selected, {
            edition,
            from: { index: from, key: first.key },
            to: { index: to, key: last.key },
          }),
        ),
      onSelectAll: (selected) => told(client?.tick(query, selected)),
      state: tickState,
    },
    untick: () => told(client?.untick().then(() => undefined)),
  };
}

export const isPersonLine = (line: HolderLine): line is Extract<HolderLine, { uId: string }> => 'uId' in line;
export const isDeviceLine = (line: HolderLine): line is Extract<HolderLine, { serial: string }> =>
  'serial' in line;

/** The rows of a query for an export. @throws AppError */
export async function* exportRows<Line extends HolderLine>(
  client: HolderClient,
  query: string,
  isLine: IsLine<Line>,
): AsyncGenerator<Line[]> {
  for await (const rows of client.rows(query)) yield rows.filter(isLine);
}

/** All rows of a query at once: for those that are ticked. @throws AppError */
export async function allRows<Line extends HolderLine>(
  client: HolderClient,
  query: string,
  isLine: IsLine<Line>,
): Promise<Line[]> {
  const all: Line[][] = [];
  for await (const rows of exportRows(client, query, isLine)) all.push(rows);
  return all.flat();
}
