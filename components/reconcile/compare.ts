import type { Database } from '../../lib/cache/database.ts';
import { createReconciliation, type Finding } from '../../lib/orders/plan/reconcile.ts';
import { readHolderList } from '../../lib/people/read-holder-list.ts';
import { textOfFile } from '../../lib/people/text-of-file.ts';
import { readListed } from './listed.ts';
import type { Compared, Comparison } from './messages.ts';
import { readLocation } from './read-location.ts';

/** Holds every licence of some locations against a list. @throws AppError storage-broken when a record is damaged */
export async function compareWithList(db: Database, { source, uIds }: Comparison): Promise<Compared> {
  const text = typeof source === 'string' ? source : textOfFile(new Uint8Array(source));
  const { entries, refused } = readHolderList(text);
  const listed = await readListed(db, { entries, refused }, uIds);
  const comparison = createReconciliation(listed.list);
  const unread = new Set(listed.peopleUnread);
  const known = new Set(listed.peopleKnown);
  const ages: number[] = [];
  for (const uId of uIds) {
    const found = await readLocation(db, uId);
    if (!found) {
      unread.add(uId);
      continue;
    }
    ages.push(found.asOf);
    if (found.holdings.some(([key]) => listed.hasDevice(key))) known.add(uId);
    comparison.read(uId, found.holdings);
  }
  const { findings, strange } = withoutStrange(comparison.finish(), known);
  return {
    findings,
    devices: listed.devices,
    people: listed.people,
    refused: refused.map(({ line, text, reason }) => ({ line, text, reason })),
    called: listed.called,
    unknown: listed.unknown,
    strange: strange.filter((uId) => !unread.has(uId)),
    unread: uIds.filter((uId) => unread.has(uId)),
    ...(ages.length > 0 && { asOf: Math.min(...ages) }),
  };
}

/** Who is missing from a list that a location hardly knows has not left: the list is about others, or by other ids. */
function withoutStrange(found: readonly Finding[], known: ReadonlySet<string>) {
  const strange = new Set<string>();
  const findings = found.filter((finding) => {
    const saysGone = finding.kind === 'devices-not-in-list' || finding.kind === 'people-not-in-list';
    if (!saysGone || known.has(finding.uId)) return true;
    strange.add(finding.uId);
    return false;
  });
  return { findings, strange: [...strange] };
}
