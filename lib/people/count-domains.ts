import { domainOf, isEmail } from './is-email.ts';
import type { Columns } from './map-headers.ts';
import type { CsvRow } from './read-csv.ts';

export interface DomainCount {
  domain: string;
  count: number;
}

const MOST = 50;

/** The domains of addresses and Apple Accounts, the most frequent first, for the admin to say which are managed. */
export function countDomains(rows: readonly CsvRow[], { email, managedAppleId }: Columns): DomainCount[] {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const texts = [email, managedAppleId].map((column) =>
      column === undefined ? '' : (cells[column] ?? '').trim(),
    );
    for (const domain of new Set(texts.filter(isEmail).map(domainOf)))
      counts.set(domain, (counts.get(domain) ?? 0) + 1);
  }
  return [...counts]
    .map(([domain, count]) => ({ domain, count }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST);
}
