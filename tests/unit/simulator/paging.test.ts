import { describe, expect, it } from 'vitest';
import { assignmentLine } from '../../simulator/apple/dump.ts';
import { type Answer, locationSeed, startTestSimulator } from './harness.ts';

const lines = (pages: Answer['json'][]) =>
  pages.flatMap(({ assignments = [] }) => assignments.map(assignmentLine));

describe('paging (reference 5)', () => {
  it('has zero-based pages, and a next one only where there is one', async () => {
    const { walk, apple } = await startTestSimulator({ pageSize: 4 });
    const pages = await walk('assignments');
    expect(
      pages.map(({ currentPageIndex, nextPageIndex, size, totalPages }) => [
        currentPageIndex,
        nextPageIndex,
        size,
        totalPages,
      ]),
    ).toEqual([
      [0, 1, 4, 3],
      [1, 2, 4, 3],
      [2, undefined, 2, 3],
    ]);
    expect(lines(pages).sort()).toEqual(apple.dumpAssignments('tiny'));
  });

  it('pages assets, users and filtered rows alike', async () => {
    const { walk } = await startTestSimulator({ pageSize: 2 });
    const sizes = async (path: string) => (await walk(path)).map(({ size }) => size);
    expect(await sizes('assets')).toEqual([2, 2, 1]);
    expect(await sizes('users')).toEqual([2, 1]);
    expect(await sizes('assignments?adamId=1600000001')).toEqual([2, 1]);
  });

  it('refuses a page out of range with 9650', async () => {
    const { get } = await startTestSimulator({ pageSize: 5 });
    for (const page of ['2', '-1', '99']) {
      const { status, json } = await get(`assignments?pageIndex=${page}`);
      expect([status, json.errorNumber]).toEqual([400, 9650]);
    }
  });

  it.each([0, 1] as const)(
    'says %i pages for an empty result, as the switch says',
    async (emptyTotalPages) => {
      const { get } = await startTestSimulator({ config: { emptyTotalPages } });
      const { status, json } = await get('assignments?adamId=999&pageIndex=0');
      expect(status).toBe(200);
      expect(json).toMatchObject({
        assignments: [],
        size: 0,
        totalPages: emptyTotalPages,
        currentPageIndex: 0,
      });
      expect(json.nextPageIndex).toBeUndefined();
    },
  );

  it('moves the version when somebody writes between two pages', async () => {
    const { walk, apple } = await startTestSimulator({ pageSize: 4 });
    apple.onBeforePage(({ dataSet, pageIndex }) => {
      if (dataSet === 'assignments' && pageIndex === 1) {
        apple.unassign('tiny', '361309726', 'STDQ', { serialNumber: 'F9FTINY2' });
      }
    });
    const [first, second, third] = await walk('assignments');
    expect(second?.versionId).not.toBe(first?.versionId);
    expect(third?.versionId).toBe(second?.versionId);
  });

  it('stays whole while rows come and go', async () => {
    const seed = [
      locationSeed({
        assignments: Array.from({ length: 40 }, (_, i) => ({ adamId: '200', serialNumber: `S${i}` })),
      }),
    ];
    const { walk, apple } = await startTestSimulator({ seed, pageSize: 7 });
    for (const i of [0, 5, 6, 17, 39]) apple.unassign('here', '200', 'STDQ', { serialNumber: `S${i}` });
    apple.assign('here', '200', 'STDQ', { serialNumber: 'S5' });
    apple.assign('here', '100', 'STDQ', { clientUserId: 'client-1' });
    const found = lines(await walk('assignments'));
    expect(found).toHaveLength(37);
    expect(found.sort()).toEqual(apple.dumpAssignments('here'));
    const filtered = lines(await walk('assignments?adamId=200'));
    expect(filtered).toHaveLength(36);
  });
});

describe('deltas (reference 5)', () => {
  it('shows what changed since the first page, and nothing when nothing did', async () => {
    const { get, apple } = await startTestSimulator();
    const { versionId } = (await get('assignments')).json;
    const delta = async () => (await get(`assignments?sinceVersionId=${versionId}`)).json;
    expect((await delta()).assignments).toEqual([]);
    expect((await delta()).versionId).toBe(versionId);

    apple.assign('tiny', '1700000001', 'STDQ', { serialNumber: 'NEWDEVICE1' });
    const after = await delta();
    expect(after.assignments).toEqual([
      { adamId: '1700000001', pricingParam: 'STDQ', serialNumber: 'NEWDEVICE1' },
    ]);
    expect(after.versionId).not.toBe(versionId);
  });

  it('hides removals, or shows them like any other record ([U] in 4.7)', async () => {
    const { get, apple } = await startTestSimulator();
    const { versionId } = (await get('assignments')).json;
    apple.unassign('tiny', '361309726', 'STDQ', { serialNumber: 'F9FTINY2' });
    const path = `assignments?sinceVersionId=${versionId}`;
    expect((await get(path)).json.assignments).toEqual([]);
    apple.config.deltaRemovals = 'plain';
    expect((await get(path)).json.assignments).toHaveLength(1);
  });

  it('shows retirements of users', async () => {
    const { get, apple } = await startTestSimulator();
    const { versionId } = (await get('users')).json;
    apple.retireUser('tiny', 'user-1');
    const { users } = (await get(`users?sinceVersionId=${versionId}`)).json;
    expect(users).toMatchObject([{ clientUserId: 'user-1', status: 'Retired' }]);
  });

  it('filters a delta, and pages it', async () => {
    const { get, walk, apple } = await startTestSimulator({ pageSize: 2 });
    const { versionId } = (await get('assignments')).json;
    for (const n of [1, 2, 3]) apple.assign('tiny', '1700000001', 'STDQ', { serialNumber: `NEW${n}` });
    apple.assign('tiny', '361309726', 'STDQ', { serialNumber: 'NEW1' });
    const path = `assignments?sinceVersionId=${versionId}`;
    expect((await walk(path)).map(({ size }) => size)).toEqual([2, 2]);
    expect(lines(await walk(`${path}&adamId=361309726`))).toEqual(['361309726 STDQ serial NEW1']);
  });

  it('refuses unknown, foreign and too old ids with 9721', async () => {
    const { get, apple } = await startTestSimulator();
    const assets = (await get('assets')).json.versionId;
    const own = (await get('assignments')).json.versionId;
    const number = async (path: string) => (await get(path)).json.errorNumber;
    expect(await number('assignments?sinceVersionId=nonsense')).toBe(9721);
    expect(await number(`assignments?sinceVersionId=${assets}`)).toBe(9721);
    expect(await number(`users?sinceVersionId=${own}`)).toBe(9721);
    expect(await number(`assignments?sinceVersionId=${own}`)).toBeUndefined();
    apple.forgetVersions('tiny');
    expect(await number(`assignments?sinceVersionId=${own}`)).toBe(9721);
    // `assets` takes no such parameter, and unknown names are ignored.
    expect(await number('assets?sinceVersionId=nonsense')).toBeUndefined();
  });
});
