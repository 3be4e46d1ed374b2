import { useCallback, useEffect, useMemo, useState } from 'react';
import type { HolderKind } from '../../lib/cache/rows.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { createHolderClient, type HolderClient } from './holder-client.ts';
import type { Answer, HolderLine, ListSummary } from './messages.ts';

/** Rows of one window; windows begin at multiples of half of it, so that scrolling rarely waits. */
const windowSize = 200;

/** The worker of a screen, for as long as it is open; undefined until it was made. */
export function useHolderClient(holders: HolderKind): HolderClient | undefined {
  const [client, setClient] = useState<HolderClient>();
  useEffect(() => {
    const made = createHolderClient(holders);
    setClient(made);
    return () => made.close();
  }, [holders]);
  return client;
}

export type IsLine<Line extends HolderLine> = (line: HolderLine) => line is Line;

/**
 * The rows of a query around those in sight, followed live. The last answer stays until the next one is there.
 * @param query filters and sort, as in the address
 */
export function useHolderTable<Line extends HolderLine>(
  client: HolderClient | undefined,
  query: string,
  isLine: IsLine<Line>,
) {
  const [offset, setOffset] = useState(0);
  const [answer, setAnswer] = useState<Answer>();
  const [failure, setFailure] = useState<Failure>();
  const [lists, setLists] = useState<readonly ListSummary[]>();
  const [change, setChange] = useState(0);

  useEffect(() => {
    client?.listen((event) => {
      if (event.kind === 'failed') setFailure(event.failure);
      else if (event.kind === 'lists') setLists(event.lists);
      else setChange((count) => count + 1);
    });
  }, [client]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change asks the same question again
  useEffect(() => {
    let isCurrent = true;
    client?.ask({ query, offset, limit: windowSize }).then((next) => {
      if (next && isCurrent) setAnswer(next);
    });
    return () => {
      isCurrent = false;
    };
  }, [client, query, offset, change]);

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
  return { answer, failure, lists, rowAt, onRange };
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
