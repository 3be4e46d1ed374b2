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
  const count = (domain: string) => counts.set(domain, (counts.get(domain) ?? 0) + 1);
  for (const { cells } of rows) {
    const one = domainIn(cells, email);
    const other = domainIn(cells, managedAppleId);
    if (one) count(one);
    if (other && other !== one) count(other);
  }
  return [...counts]
    .filter(([domain]) => isEmail(`a@${domain}`))
    .map(([domain, many]) => ({ domain, count: many }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST);
}

/** Not proven to be one: that is done once a domain, not once a row. */
function domainIn(cells: readonly string[], column: number | undefined): string | undefined {
  const text = column === undefined ? '' : (cells[column] ?? '');
  return text.includes('@') ? domainOf(text.trim()) : undefined;
}
