import type { AppleLocation, AppleReads } from '../../../lib/apple/contract.ts';
import {
  type AssetsPage,
  assetsPageSchema,
  type WireAssignment,
  type WireUser,
} from '../../../lib/apple/wire.ts';
import { AppError } from '../../../lib/platform/errors.ts';

export type FakeAsset = {
  adamId: string;
  pricingParam?: string;
  productType?: 'App' | 'Book';
  totalCount?: number;
  inOwnArray?: boolean;
};
interface Change<Row> {
  version: number;
  row: Row;
  removed: boolean;
}

/**
 * Apple's state of one location, in memory, with its answers by the rules of reference 4 and 5: pages, a version that
 * moves with each write, deltas. How a delta shows a removal is unknown, so both ways can be had.
 */
export function createFakeApple(options: { pageSize?: number; uId?: string } = {}) {
  const pageSize = options.pageSize ?? 3;
  const state = {
    uId: options.uId ?? '1',
    locationName: 'Pine Hill School',
    expires: '2030-11-08T22:33:22+0000',
    assets: [] as FakeAsset[],
    assignments: [] as WireAssignment[],
    users: [] as WireUser[],
    removalsInDelta: false,
    /** Versions before it are forgotten: 9721. */
    oldestVersion: 0,
    /** Runs before each answer; may change the state or throw. */
    onCall: async (_call: string): Promise<void> => {},
    calls: [] as string[],
  };
  const versions = { assets: 1, assignments: 1, users: 1 };
  const assignmentLog: Change<WireAssignment>[] = [];
  const userLog: Change<WireUser>[] = [];

  const same = (a: WireAssignment) => (b: WireAssignment) =>
    a.adamId === b.adamId &&
    a.pricingParam === b.pricingParam &&
    a.serialNumber === b.serialNumber &&
    a.clientUserId === b.clientUserId;

  function assign(row: WireAssignment): void {
    if (state.assignments.some(same(row))) return;
    state.assignments.push(row);
    assignmentLog.push({ version: ++versions.assignments, row, removed: false });
    versions.assets++;
  }
  function unassign(row: WireAssignment): void {
    const index = state.assignments.findIndex(same(row));
    if (index < 0) return;
    state.assignments.splice(index, 1);
    assignmentLog.push({ version: ++versions.assignments, row, removed: true });
    versions.assets++;
  }
  /** Adds a record, or changes it in place when it is given again. */
  function putUser(row: WireUser, change: Partial<WireUser> = {}): void {
    Object.assign(row, change);
    if (!state.users.includes(row)) state.users.push(row);
    userLog.push({ version: ++versions.users, row, removed: false });
  }

  function since<Row>(log: Change<Row>[], current: number, versionId: string): Change<Row>[] {
    const version = Number(versionId.slice(1));
    if (!/^v\d+$/.test(versionId) || version > current || version < state.oldestVersion) {
      throw new AppError('bad-version', { errorNumber: 9721 });
    }
    return log.filter((change) => change.version > version);
  }

  function page<Row>(rows: readonly Row[], pageIndex: number, version: number) {
    const totalPages = Math.max(1, Math.ceil(rows.length / pageSize));
    if (pageIndex >= totalPages) throw new AppError('page-out-of-range', { errorNumber: 9650 });
    const shown = rows.slice(pageIndex * pageSize, (pageIndex + 1) * pageSize);
    const paging = {
      uId: state.uId,
      mdmInfo: undefined,
      currentPageIndex: pageIndex,
      size: shown.length,
      totalPages,
      versionId: `v${version}`,
      ...(pageIndex + 1 < totalPages && { nextPageIndex: pageIndex + 1 }),
    };
    return { shown: structuredClone(shown), paging };
  }

  async function note(call: string, query: object = {}, signal?: AbortSignal): Promise<void> {
    const text =
      `${call} ${new URLSearchParams(Object.entries(query).map(([k, v]) => [k, String(v)]))}`.trim();
    // As the client: what is aborted is not sent.
    if (signal?.aborted) throw new AppError('cancelled');
    state.calls.push(text);
    await state.onCall(text);
    if (signal?.aborted) throw new AppError('cancelled');
  }

  function assetsPage(pageIndex: number): AssetsPage {
    const { shown, paging } = page(state.assets, pageIndex, versions.assets);
    const wire = shown.map(
      ({ adamId, pricingParam = 'STDQ', productType = 'App', totalCount = 100, inOwnArray }) => {
        const assignedCount = state.assignments.filter(
          (row) => row.adamId === adamId && row.pricingParam === pricingParam,
        ).length;
        const facts = { adamId, pricingParam, productType, assignedCount, deviceAssignable: true };
        return inOwnArray
          ? { unlimited: facts }
          : { limited: { ...facts, totalCount, availableCount: totalCount - assignedCount } };
      },
    );
    return assetsPageSchema.parse({
      ...paging,
      assets: wire.flatMap(({ limited }) => limited ?? []),
      unlimitedAssets: wire.flatMap(({ unlimited }) => unlimited ?? []),
    });
  }

  const location: AppleLocation = {
    async clientConfig(signal) {
      await note('config', {}, signal);
      return {
        uId: state.uId,
        locationName: state.locationName,
        countryISO2ACode: 'DE',
        tokenExpirationDate: state.expires,
        mdmInfo: { id: 'm1', name: 'An MDM', metadata: '' },
      };
    },
    async assets(query, signal) {
      await note('assets', query, signal);
      return assetsPage(query.pageIndex);
    },
    async assignments({ pageIndex, sinceVersionId, ...filter }, signal) {
      await note('assignments', { pageIndex, ...(sinceVersionId && { sinceVersionId }), ...filter }, signal);
      let rows = state.assignments;
      if (sinceVersionId !== undefined) {
        const changes = since(assignmentLog, versions.assignments, sinceVersionId);
        const still = (row: WireAssignment) => state.removalsInDelta || state.assignments.some(same(row));
        rows = changes
          .map(({ row }) => row)
          .filter((row, index, all) => all.findIndex(same(row)) === index && still(row));
      }
      rows = rows.filter((row) => filter.adamId === undefined || row.adamId === filter.adamId);
      const { shown, paging } = page(rows, pageIndex, versions.assignments);
      return { ...paging, assignments: shown };
    },
    async users({ pageIndex, sinceVersionId, clientUserId }, signal) {
      await note(
        'users',
        { pageIndex, ...(sinceVersionId && { sinceVersionId }), ...(clientUserId && { clientUserId }) },
        signal,
      );
      const changed =
        sinceVersionId === undefined
          ? undefined
          : new Set(since(userLog, versions.users, sinceVersionId).map(({ row }) => row));
      const rows = state.users.filter(
        (row) =>
          (changed?.has(row) ?? true) && (clientUserId === undefined || row.clientUserId === clientUserId),
      );
      const { shown, paging } = page(rows, pageIndex, versions.users);
      return { ...paging, users: shown };
    },
    async eventStatus() {
      throw new AppError('apple-refused');
    },
  };
  const client: AppleReads = {
    serviceConfig: async () => ({ limits: {}, urls: {}, notificationTypes: [], errorCodes: [] }),
    location: () => location,
  };
  return Object.assign(state, { client, assign, unassign, putUser });
}
export type FakeApple = ReturnType<typeof createFakeApple>;

export const onDevice = (adamId: string, serialNumber: string): WireAssignment => ({
  adamId,
  pricingParam: 'STDQ',
  serialNumber,
});
export const onUser = (adamId: string, clientUserId: string): WireAssignment => ({
  adamId,
  pricingParam: 'STDQ',
  clientUserId,
});

/** A small school: some pages of everything. */
export function fillSchool(apple: FakeApple): void {
  apple.assets.push(
    { adamId: '101' },
    { adamId: '102' },
    { adamId: '103', productType: 'Book' },
    { adamId: '104' },
  );
  for (const n of [1, 2, 3, 4]) {
    apple.assign(onDevice('101', `SERIAL${n}`));
    apple.assign(onDevice('102', `SERIAL${n}`));
    apple.assign(onUser('103', `user-${n}`));
    apple.putUser({
      clientUserId: `user-${n}`,
      email: `User${n}@pinehill.example`,
      status: 'Associated',
      inviteCode: 'f00d',
    });
  }
}
