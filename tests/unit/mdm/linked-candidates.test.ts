import { expect, it } from 'vitest';
import type { CandidateRow } from '../../../lib/cache/rows.ts';
import { createLinkedCandidates } from '../../../lib/mdm/deliver/linked-candidates.ts';
import { createSessionMemory } from '../../../lib/platform/session-memory.ts';
import { openFreshDatabase } from '../cache/fresh-database.ts';
import { createMemoryArea } from '../memory-area.ts';

const row: CandidateRow = {
  ...{
    id: 'c1',
    fingerprint: '01234567',
    orgName: 'ORG',
    expiresAt: 2,
    source: 'portal',
    tabId: 7,
    capturedAt: 1,
  },
  proof: { state: 'proven', uId: '1', locationName: 'North', expiresAt: 2, renews: false },
};
const card = (tabId: number, frameId = 0) => ({ kind: 'portal' as const, tabId, frameId });

it('a card sends on what was linked in its own tab, to the remembered MDM', async () => {
  const cache = openFreshDatabase();
  const linked = createLinkedCandidates({ cache, session: createSessionMemory(createMemoryArea()) });
  await expect(linked.expectTarget('c1', card(7))).rejects.toMatchObject({ code: 'candidate-gone' });
  await linked.note(row);
  await expect(linked.expectTarget('c1', card(7))).rejects.toMatchObject({ code: 'mdm-unknown' });
  await cache.mdmTargets.put({ uId: '1', mdmId: 'm', recordId: 'r' });
  expect(await linked.expectTarget('c1', card(7))).toEqual({ uId: '1', mdmId: 'm' });
  for (const [id, sender] of [
    ['c1', card(8)],
    ['c1', card(7, 3)],
    ['c2', card(7)],
    ['c1', { kind: 'ui' as const }],
  ] as const) {
    await expect(linked.expectTarget(id, sender)).rejects.toMatchObject({ code: 'candidate-gone' });
  }
});
