/** What the import's worker does, without the worker around it. */

import type { PeopleChoice } from '../../lib/people/check-person.ts';
import { countDomains, type DomainCount } from '../../lib/people/count-domains.ts';
import type { KnownPeople } from '../../lib/people/known-people.ts';
import { type Columns, type HeaderMap, mapHeaders } from '../../lib/people/map-headers.ts';
import type { PeopleResult } from '../../lib/people/people-result.ts';
import { type CsvTable, readCsv } from '../../lib/people/read-csv.ts';
import { readPeople } from '../../lib/people/read-people.ts';
import { textOfFile } from '../../lib/people/text-of-file.ts';
import { AppError } from '../../lib/platform/errors.ts';
import type { FromWorker, ToWorker } from './messages.ts';

const CHUNK = 2000;
const SAMPLE = 20;

export interface LocationPeople {
  known: KnownPeople;
  /** Absent: never read. */
  asOf?: number;
}

interface Parts {
  /** @param onProgress told how many were read: none when the database has been asked for the first */
  readLocation(uId: string, onProgress: (done: number) => void): Promise<LocationPeople>;
  newId(): string;
  post(message: FromWorker): void;
}

/** Answers one message after the other. @throws AppError bug when it is asked out of turn */
export function createImportService({ readLocation, newId, post }: Parts) {
  let read: { table: CsvTable; map: HeaderMap; domains: DomainCount[] } | undefined;
  let result: PeopleResult | undefined;
  /** Done when the database works on a location's people, which then goes on beside whatever this thread does. */
  let atWork: Promise<void> = Promise.resolve();

  async function prepare(id: number, uId: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    atWork = promise;
    try {
      await readLocation(uId, () => resolve());
    } finally {
      resolve();
    }
    post({ kind: 'prepared', id });
  }

  function readSource(id: number, source: string | ArrayBuffer): void {
    const table = readCsv(typeof source === 'string' ? source : textOfFile(new Uint8Array(source)));
    const map = mapHeaders(table.rows);
    const people = table.rows.slice(map.hasHeading ? 1 : 0);
    const domains = countDomains(people, map.columns);
    read = { table, map, domains };
    result = undefined;
    post({
      kind: 'table',
      id,
      table: {
        map,
        delimiter: table.delimiter,
        sample: people.slice(0, SAMPLE),
        rows: people.length,
        domains,
      },
    });
  }

  async function check(id: number, uId: string, choice: PeopleChoice): Promise<void> {
    if (!read) throw new AppError('bug', { name: 'NothingRead' });
    const { table, map, domains: guessed } = read;
    const { known, asOf } = await readLocation(uId, (done) =>
      post({ kind: 'progress', id, stage: 'known', done }),
    );
    const onProgress = (done: number) => post({ kind: 'progress', id, stage: 'rows', done });
    result = readPeople(table, map.hasHeading, choice, { uId, known, newId, onProgress });
    const { counts, warnings } = result;
    const domains = areSameAddresses(map.columns, choice.columns)
      ? guessed
      : countDomains(table.rows, choice.columns);
    post({
      kind: 'checked',
      id,
      summary: { counts, warnings, domains, ...(asOf !== undefined && { knownAt: asOf }) },
    });
  }

  function sendChunk(id: number, of: 'people' | 'refused', chunk: number): void {
    if (!result) throw new AppError('bug', { name: 'NothingChecked' });
    const from = chunk * CHUNK;
    const to = from + CHUNK;
    const isLast = to >= result[of].length;
    if (of === 'people') post({ kind: of, id, rows: result.people.slice(from, to), isLast });
    else post({ kind: of, id, rows: result.refused.slice(from, to), isLast });
  }

  return async (message: ToWorker): Promise<void> => {
    switch (message.kind) {
      case 'prepare':
        return prepare(message.id, message.uId);
      case 'read':
        await atWork;
        return readSource(message.id, message.source);
      case 'check':
        return check(message.id, message.uId, message.choice);
      case 'chunk':
        return sendChunk(message.id, message.of, message.chunk);
    }
  };
}

const areSameAddresses = (some: Columns, others: Columns) =>
  some.email === others.email && some.managedAppleId === others.managedAppleId;
