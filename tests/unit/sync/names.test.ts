import { describe, expect, it, vi } from 'vitest';
import type { LookupQuery, StoreFacts } from '../../../lib/apple/lookup.ts';
import { readApps } from '../../../lib/cache/app-sets.ts';
import { writeApps } from '../../../lib/cache/write-apps.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { createNames } from '../../../lib/sync/names.ts';
import { locationRow, openFreshDatabase } from '../cache/fresh-database.ts';

const day = 86_400_000;

async function setUp(known: Record<string, StoreFacts>, owned = Object.keys(known)) {
  const cache = openFreshDatabase();
  await cache.locations.put({ ...locationRow('1'), countryISO2ACode: 'DE' });
  await cache.assets.bulkPut(
    owned.map((adamId) => ({
      uId: '1',
      adamId,
      pricingParam: 'STDQ',
      productType: 'App',
      total: 1,
      assigned: 0,
      available: 1,
      retired: 0,
    })) as never,
  );
  const asked: { adamIds: string[]; country: string | undefined }[] = [];
  const control: { before: (query: LookupQuery) => Promise<void> } = { before: async () => {} };
  const lookUp = async (query: LookupQuery) => {
    const adamIds = [...query.adamIds];
    asked.push({ adamIds, country: query.country });
    await control.before(query);
    await query.onResult(new Map(adamIds.map((id) => [id, known[id] ?? ('missing' as const)])));
  };
  const fetchIcon = vi.fn(async (_url: string, _signal?: AbortSignal) => new Blob(['icon']));
  const report = vi.fn();
  let time = 1_000;
  const start = () =>
    createNames({ cache, store: { lookUp }, icons: { fetchIcon }, now: () => time, report });
  const names = start();
  const roundOf = (names: ReturnType<typeof start>) => async () => {
    names.refresh();
    await names.idle();
  };
  return {
    cache,
    names,
    time: () => time,
    /** The background died: another one begins. */
    restart: () => ({ round: roundOf(start()) }),
    asked,
    control,
    fetchIcon,
    report,
    pass: (ms: number) => {
      time += ms;
    },
    round: roundOf(names),
  };
}

const facts = (name: string): StoreFacts => ({
  name,
  artworkUrl: `https://is1.mzstatic.com/${name}/100x100bb.png`,
});

describe('names and icons', () => {
  it('keeps the name of an app that the store no longer sells', async () => {
    const known: Record<string, StoreFacts> = { 101: facts('Maps') };
    const kit = await setUp(known);
    await kit.round();
    delete known[101];
    kit.pass(31 * day);
    await kit.round();
    kit.pass(31 * day);
    await kit.round();
    expect(await kit.cache.apps.get('101')).toMatchObject({ source: 'missing', name: 'Maps' });
  });

  it('asks in the storefront of the location, keeps what it gets, and does not ask again', async () => {
    const kit = await setUp({ 101: facts('Maps') });
    await kit.round();
    await kit.round();
    expect(kit.asked).toEqual([{ adamIds: ['101'], country: 'DE' }]);
    expect(await kit.cache.apps.get('101')).toMatchObject({ name: 'Maps', source: 'store' });
    expect(await kit.cache.icons.count()).toBe(1);
    expect(kit.fetchIcon).toHaveBeenCalledOnce();
  });

  it('asks again for a missing app after a week, for a known one after a month', async () => {
    const kit = await setUp({ 101: facts('Maps') }, ['101', '102']);
    await kit.round();
    expect(await kit.cache.apps.get('102')).toMatchObject({ source: 'missing' });
    kit.pass(8 * day);
    await kit.round();
    kit.pass(23 * day);
    await kit.round();
    expect(kit.asked.map(({ adamIds }) => adamIds)).toEqual([['101', '102'], ['102'], ['101', '102']]);
  });

  it('keeps the name that the admin gave, also when the store answers later', async () => {
    const kit = await setUp({ 101: facts('Maps') });
    await writeApps(kit.cache, [{ adamId: '101', source: 'hand', fetchedAt: 0, customName: 'Our maps' }]);
    kit.pass(60 * day);
    await kit.round();
    expect(await kit.cache.apps.get('101')).toMatchObject({ customName: 'Our maps', name: 'Maps' });
  });

  it('goes without a picture that the image host does not have, and gets the others', async () => {
    const kit = await setUp({ 101: facts('Maps'), 102: facts('Notes') });
    kit.fetchIcon.mockImplementation(async (url) => {
      if (url.includes('Maps')) throw new AppError('unexpected-answer', { place: 'status' });
      return new Blob(['icon']);
    });
    await kit.round();
    expect(await kit.cache.icons.toCollection().primaryKeys()).toEqual(['102']);
    expect(kit.report).not.toHaveBeenCalled();
  });

  it('comes back to a throttled look-up when Apple allows it, also in a new background', async () => {
    const kit = await setUp({ 101: facts('Maps') });
    const hour = 3_600_000;
    kit.control.before = () => Promise.reject(new AppError('throttled', { retryAt: kit.time() + hour }));
    await kit.round();
    kit.control.before = async () => {};
    expect(await kit.cache.apps.count()).toBe(0);
    const next = kit.restart();
    kit.pass(hour - 1);
    await next.round();
    expect(kit.asked).toHaveLength(1);
    kit.pass(1);
    await next.round();
    expect(await kit.cache.apps.get('101')).toMatchObject({ name: 'Maps' });
    expect(await kit.cache.status.get('names')).toMatchObject({ value: {} });
  });

  it('gets the icons that it knows of while the look-up has to wait, and the names while the icons have to', async () => {
    const kit = await setUp({ 101: facts('Maps') }, ['101', '102']);
    await writeApps(kit.cache, [{ adamId: '102', source: 'store', fetchedAt: 0, ...facts('Notes') }]);
    kit.control.before = () => Promise.reject(new AppError('throttled', { retryAt: kit.time() + day }));
    await kit.round();
    expect(await kit.cache.icons.toCollection().primaryKeys()).toEqual(['102']);
    kit.control.before = async () => {};
    kit.pass(day);
    kit.fetchIcon.mockRejectedValueOnce(new AppError('throttled', { retryAt: kit.time() + day }));
    await kit.round();
    expect(await kit.cache.apps.get('101')).toMatchObject({ name: 'Maps' });
    await kit.round();
    expect(await kit.cache.icons.count()).toBe(1);
    kit.pass(day);
    await kit.round();
    expect(await kit.cache.icons.count()).toBe(2);
  });

  it.each([
    ['offline', 0],
    ['throttled', 0],
    ['missing-permission', 0],
    ['not-json', 0],
    ['bug', 1],
    // The screens tell of these.
    ['storage-full', 1],
    ['storage-broken', 1],
  ] as const)('reports %s %d times', async (code, times) => {
    const kit = await setUp({ 101: facts('Maps') });
    const error = new AppError(code);
    kit.control.before = () => Promise.reject(error);
    await kit.round();
    expect(kit.report.mock.calls).toEqual(Array.from({ length: times }, () => [error]));
  });

  it('reports what nobody foresaw, and does not stumble over it again at once', async () => {
    const kit = await setUp({ 101: facts('Maps') });
    kit.control.before = () => Promise.reject(new TypeError('x'));
    await kit.round();
    await kit.round();
    expect(kit.report).toHaveBeenCalledExactlyOnceWith(expect.any(TypeError));
  });

  it.each(['offline', 'missing-permission'] as const)(
    'asks again at the next wake after %s',
    async (code) => {
      const kit = await setUp({ 101: facts('Maps') });
      kit.control.before = () => Promise.reject(new AppError(code));
      await kit.round();
      expect(kit.asked).toHaveLength(1);
      kit.control.before = async () => {};
      await kit.round();
      expect(await kit.cache.apps.get('101')).toMatchObject({ name: 'Maps' });
    },
  );

  it.each(['timed-out', 'server', 'not-json'] as const)(
    'leaves a look-up alone for a while after %s',
    async (code) => {
      const kit = await setUp({ 101: facts('Maps') });
      kit.control.before = () => Promise.reject(new AppError(code));
      await kit.round();
      kit.pass(14 * 60_000);
      await kit.round();
      expect(kit.asked).toHaveLength(1);
      kit.pass(60 * 60_000);
      await kit.round();
      expect(kit.asked).toHaveLength(2);
    },
  );

  describe('an icon that fails', () => {
    const three = { 101: facts('Maps'), 102: facts('Notes'), 103: facts('Clock') };
    const asked = (kit: Awaited<ReturnType<typeof setUp>>) =>
      kit.fetchIcon.mock.calls.map(([url]) => url.split('/').at(-2));

    it.each([
      new AppError('unexpected-answer', { place: 'status', status: 404 }),
      new AppError('server', { status: 500 }),
      new AppError('timed-out'),
    ])(
      'by its own fault ($code) leaves the others alone and is asked for later, ever more seldom',
      async (fault) => {
        const kit = await setUp(three);
        kit.fetchIcon.mockImplementation(async (url) => {
          if (url.includes('Maps')) throw fault;
          return new Blob(['icon']);
        });
        await kit.round();
        expect(await kit.cache.icons.toCollection().primaryKeys()).toEqual(['102', '103']);
        await kit.restart().round();
        expect(asked(kit)).toEqual(['Maps', 'Notes', 'Clock']);
        const waits: number[] = [];
        for (let hours = 1; hours <= 24 * 20; hours++) {
          kit.pass(day / 24);
          const before = kit.fetchIcon.mock.calls.length;
          await kit.round();
          if (kit.fetchIcon.mock.calls.length > before) waits.push(hours);
        }
        expect(waits[0]).toBeLessThanOrEqual(25);
        expect(waits.length).toBeLessThanOrEqual(12);
        expect(waits.at(-1)).toBeGreaterThan(24 * 7);
      },
    );

    it.each([
      new AppError('throttled'),
      new AppError('maintenance'),
      new AppError('server', { retryAt: day }),
      new AppError('offline'),
      new AppError('missing-permission'),
    ])(
      'because the host refuses ($code) ends the round, and nothing is held against the icon',
      async (refusal) => {
        const kit = await setUp(three);
        kit.fetchIcon.mockRejectedValueOnce(refusal);
        await kit.round();
        expect(asked(kit)).toEqual(['Maps']);
        expect(await kit.cache.iconReads.count()).toBe(0);
        kit.pass(day);
        await kit.round();
        expect(await kit.cache.icons.count()).toBe(3);
      },
    );

    it('and another and a third, as if the host were down, end the round too', async () => {
      const kit = await setUp({ ...three, 104: facts('Mail') });
      kit.fetchIcon.mockRejectedValue(new AppError('timed-out'));
      await kit.round();
      expect(asked(kit)).toEqual(['Maps', 'Notes', 'Clock']);
      kit.fetchIcon.mockResolvedValue(new Blob(['icon']));
      kit.pass(15 * 60_000);
      await kit.round();
      expect(asked(kit).slice(3)).toEqual(['Mail']);
    });

    it('is asked for at once when the store names another picture', async () => {
      const known: Record<string, StoreFacts> = { 101: facts('Maps') };
      const kit = await setUp(known);
      kit.fetchIcon.mockRejectedValueOnce(new AppError('unexpected-answer'));
      await kit.round();
      known[101] = { ...facts('New'), name: 'Maps' };
      const [app] = await readApps(kit.cache);
      if (app) await writeApps(kit.cache, [{ ...app, fetchedAt: -40 * day }]);
      await kit.round();
      expect(asked(kit)).toEqual(['Maps', 'New']);
      expect(await kit.cache.icons.count()).toBe(1);
    });
  });

  it('fetches an icon anew when the store names another picture, and keeps the old one until then', async () => {
    const known: Record<string, StoreFacts> = { 101: facts('Maps') };
    const kit = await setUp(known);
    await kit.round();
    known[101] = { ...facts('New'), name: 'Maps' };
    kit.pass(31 * day);
    kit.fetchIcon.mockRejectedValueOnce(new AppError('offline'));
    await kit.round();
    expect(await kit.cache.icons.get('101')).toMatchObject({ fetchedAt: 1000 });
    kit.pass(day);
    await kit.round();
    expect(await kit.cache.icons.get('101')).toMatchObject({ fetchedAt: kit.time() });
    await kit.round();
    expect(kit.fetchIcon).toHaveBeenCalledTimes(3);
  });

  it('writes nothing after it was stopped for a wipe, says nothing of it, and works again later', async () => {
    const kit = await setUp({ 101: facts('Maps') });
    let arrive = () => {};
    const waits = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    kit.control.before = () => waits;
    kit.names.refresh();
    await vi.waitFor(() => expect(kit.asked).toHaveLength(1));
    const stopped = kit.names.cancel();
    arrive();
    await stopped;
    expect(await kit.cache.apps.count()).toBe(0);
    expect(kit.report).not.toHaveBeenCalled();
    await kit.round();
    expect(await kit.cache.apps.count()).toBe(1);
  });
});
