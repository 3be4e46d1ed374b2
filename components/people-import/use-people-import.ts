import { useEffect, useRef, useState } from 'react';
import type { PeopleChoice } from '../../lib/people/check-person.ts';
import type { ReadPerson, RefusedPerson } from '../../lib/people/people-result.ts';
import { type Failure, isCode, toFailure } from '../../lib/platform/errors.ts';
import { createImportClient, type ImportClient, type ImportProgress } from './import-client.ts';
import type { CheckSummary, ReadTable } from './messages.ts';

export interface Checked {
  summary: CheckSummary;
  people: ReadPerson[];
  refused: RefusedPerson[];
}

/** A file of people, read and checked by the worker; checked anew whenever the choice or the location changes. */
export function usePeopleImport(uId: string) {
  const client = useRef<ImportClient>(undefined);
  client.current ??= createImportClient();
  const [busy, setBusy] = useState(false);
  const [table, setTable] = useState<ReadTable>();
  const [choice, setChoice] = useState<PeopleChoice>();
  const [checked, setChecked] = useState<Checked>();
  const [progress, setProgress] = useState<ImportProgress>();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => () => client.current?.cancel(), []);
  useEffect(() => {
    if (uId !== '') client.current?.prepare(uId);
  }, [uId]);

  const read = async (source: string | ArrayBuffer) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const found = await client.current?.read(source);
      if (!found) return;
      setTable(found);
      setChoice({ columns: found.map.columns, ids: found.map.ids, managedDomains: [] });
    } catch (error) {
      if (!isCode(error, 'cancelled')) setFailure(toFailure(error));
    } finally {
      setBusy(false);
    }
  };

  useEffect(() => {
    const one = client.current;
    if (!one || !choice || uId === '') return;
    let isCurrent = true;
    const tell = (next: ImportProgress) => {
      if (isCurrent) setProgress(next);
    };
    const run = async () => {
      const summary = await one.check(uId, choice, tell);
      if (!isCurrent) return;
      const people = await all(one.people());
      const refused = await all(one.refused());
      if (isCurrent) setChecked({ summary, people, refused });
    };
    setChecked(undefined);
    run().catch((error: unknown) => {
      if (isCurrent && !isCode(error, 'cancelled')) setFailure(toFailure(error));
    });
    return () => {
      isCurrent = false;
    };
  }, [choice, uId]);

  const forget = () => {
    client.current?.cancel();
    setTable(undefined);
    setChoice(undefined);
    setChecked(undefined);
    setFailure(undefined);
  };
  return { busy, table, choice, setChoice, checked, progress, failure, read, forget };
}

async function all<Row>(chunks: AsyncGenerator<Row[]>): Promise<Row[]> {
  const rows: Row[][] = [];
  for await (const chunk of chunks) rows.push(chunk);
  return rows.flat();
}
