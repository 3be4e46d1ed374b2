import 'fake-indexeddb/auto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AppleReads } from '../../../lib/apple/contract.ts';
import { Database } from '../../../lib/cache/database.ts';
import type { CandidateRow } from '../../../lib/cache/rows.ts';
import { createLink, type Offer, tokenName } from '../../../lib/link/create-link.ts';
import { unlinkLocation } from '../../../lib/link/unlink.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { createSessionMemory } from '../../../lib/platform/session-memory.ts';
import { createVault, type KeepMode } from '../../../lib/vault/create-vault.ts';
import { createVaultStore } from '../../../lib/vault/vault-store.ts';
import { createMemoryArea } from '../memory-area.ts';
import { fillStores } from './full-store.ts';

let round = 0;

function tokenText(name: string, expDate = '2027-11-08T22:33:22+0000'): string {
  const inner = btoa(`inner token of ${name}`.padEnd(64, '.'));
  return btoa(JSON.stringify({ token: inner, expDate, orgName: 'ORG12345' }));
}

/** Of the first location, and ends half a year before its other tokens. */
const olderText = tokenText('one, older', '2027-05-01T00:00:00+0000');

/** An Apple that knows some tokens, and can be told to fail. */
function createApple(known: Map<string, { uId: string; locationName: string }>) {
  const asked: string[] = [];
  const paces: string[] = [];
  const control: { fail?: AppError | undefined; busy?: AppError | undefined } = {};
  const refuse = async () => {
    throw control.fail ?? new AppError('invalid', { errorNumber: 9622 });
  };
  const client: AppleReads = {
    serviceConfig: async () => ({ limits: {}, urls: {}, notificationTypes: [], errorCodes: [] }),
    location: (token, pace) => ({
      clientConfig: async () => {
        asked.push(token);
        paces.push(pace);
        const found = known.get(token);
        if (control.fail || !found) return refuse();
        return { ...found, mdmInfo: undefined, tokenExpirationDate: '2027-11-01T00:00:00+0000' };
      },
      assets: async () => {
        if (control.busy) throw control.busy;
        return { assets: [], unlimitedAssets: [], leftOut: 0, currentPageIndex: 0, mdmInfo: undefined };
      },
      assignments: refuse,
      users: refuse,
      eventStatus: refuse,
    }),
  };
  return { client, asked, paces, control };
}

async function setUp({ onLinked = async () => {} }: { onLinked?: () => Promise<void> } = {}) {
  round += 1;
  const cache = new Database(`link-${round}`);
  const area = createMemoryArea();
  const session = createSessionMemory(area);
  const vault = createVault({
    checkKeep: async () => {},
    onLock: () => {},
    store: createVaultStore(`link-vault-${round}`),
    session,
    onChange: async () => {},
    report: () => {},
  });
  const known = new Map([
    [tokenText('one'), { uId: '1', locationName: 'North School' }],
    [tokenText('one, renewed'), { uId: '1', locationName: 'North School' }],
    [olderText, { uId: '1', locationName: 'North School' }],
    [tokenText('two'), { uId: '2', locationName: 'South School' }],
  ]);
  const apple = createApple(known);
  let time = 1_000_000;
  const closed: [string, string][] = [];
  const onBug = vi.fn();
  let ids = 0;
  const build = () =>
    createLink({
      cache,
      session,
      vault,
      apple: apple.client,
      now: () => time,
      randomId: () => `c${++ids}`,
      onCandidate: async () => {},
      onClosed: async (row, end) => void closed.push([row.id, end]),
      onLinked,
      onBug,
    });
  const link = build();
  return {
    cache,
    area,
    vault,
    apple,
    closed,
    onBug,
    link,
    rebuild: build,
    pass: (ms: number) => {
      time += ms;
    },
    /** Offers and waits for the proof. */
    async offered(text: string, rest: Partial<Offer> = {}): Promise<CandidateRow | undefined> {
      const id = await link.offer({ text, source: 'paste', ...rest });
      await link.prove(id).catch(() => undefined);
      return cache.candidates.get(id);
    },
  };
}

afterEach(() => vi.restoreAllMocks());

describe('linking', () => {
  it('proves a candidate, keeps its text out of the cache and stores on confirmation alone', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    expect(row?.proof).toMatchObject({
      state: 'proven',
      uId: '1',
      locationName: 'North School',
      renews: false,
    });
    expect(JSON.stringify(row)).not.toContain(tokenText('one'));
    expect(await kit.cache.locations.count()).toBe(0);
    expect(await kit.link.link({ candidateId: row?.id ?? '', keep: { mode: 'session' } })).toEqual({
      uId: '1',
      renewed: false,
    });
    expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one'));
    expect(await kit.cache.locations.get('1')).toMatchObject({
      locationName: 'North School',
      // Apple's date is the earlier one.
      expiresAt: Date.UTC(2027, 10, 1),
      health: { state: 'ok' },
    });
    expect(await kit.cache.candidates.count()).toBe(0);
    expect(kit.closed).toEqual([[row?.id, 'linked']]);
  });

  it('asks how to keep tokens before the first link, and loses nothing by asking', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    await expect(kit.link.link({ candidateId: row?.id ?? '' })).rejects.toMatchObject({
      code: 'vault-missing',
    });
    expect(await kit.cache.candidates.count()).toBe(1);
    await kit.link.link({ candidateId: row?.id ?? '', keep: { mode: 'session' } });
    expect(await kit.cache.locations.count()).toBe(1);
  });

  it('renews in place by uId and keeps what is known', async () => {
    const kit = await setUp();
    const first = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: first?.id ?? '', keep: { mode: 'session' } });
    await kit.cache.locations.update('1', { holdingsAt: 5 });
    kit.pass(1000);
    const second = await kit.offered(tokenText('one, renewed'));
    expect(second?.proof).toMatchObject({ renews: true });
    expect(await kit.link.link({ candidateId: second?.id ?? '', expectUId: '1' })).toEqual({
      uId: '1',
      renewed: true,
    });
    expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one, renewed'));
    expect(await kit.cache.locations.get('1')).toMatchObject({
      linkedAt: 1_000_000,
      renewedAt: 1_001_000,
      holdingsAt: 5,
    });
    const expiresAt = Date.UTC(2027, 10, 1);
    expect(await kit.cache.timeline.toArray()).toMatchObject([
      { uId: '1', at: 1_000_000, event: { kind: 'linked', expiresAt } },
      { uId: '1', at: 1_001_000, event: { kind: 'renewed', expiresAt, before: expiresAt } },
    ]);
  });

  it('leaves the holder of a linked location to the sync, which tells when it is another one', async () => {
    const kit = await setUp();
    const first = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: first?.id ?? '', keep: { mode: 'session' } });
    const mdmInfo = { id: 'm1', name: 'An MDM', metadata: '' };
    await kit.cache.locations.update('1', { mdmInfo });
    const second = await kit.offered(tokenText('one, renewed'));
    if (second?.proof.state !== 'proven') throw new Error('Not proven');
    const proof = { ...second.proof, mdmInfo: { id: 'm2', name: 'Another MDM', metadata: '' } };
    await kit.cache.candidates.update(second.id, { proof });
    await kit.link.link({ candidateId: second.id, expectUId: '1' });
    expect(await kit.cache.locations.get('1')).toMatchObject({ mdmInfo });
  });

  it('refuses the token of another location on renewal, names both, and keeps the old token', async () => {
    const kit = await setUp();
    const first = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: first?.id ?? '', keep: { mode: 'session' } });
    const other = await kit.offered(tokenText('two'));
    await expect(kit.link.link({ candidateId: other?.id ?? '', expectUId: '1' })).rejects.toMatchObject({
      code: 'wrong-location',
      details: { expected: 'North School', found: 'South School' },
    });
    expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one'));
    expect(await kit.cache.locations.toCollection().primaryKeys()).toEqual(['1']);
  });

  it('says why a proof failed, and proves the same token again when it is offered again', async () => {
    const kit = await setUp();
    kit.apple.control.fail = new AppError('revoked', { errorNumber: 9625 });
    const row = await kit.offered(tokenText('one'));
    expect(row?.proof).toEqual({
      state: 'failed',
      failure: { code: 'revoked', details: { errorNumber: 9625 } },
    });
    await expect(
      kit.link.link({ candidateId: row?.id ?? '', keep: { mode: 'session' } }),
    ).rejects.toMatchObject({
      code: 'revoked',
    });
    kit.apple.control.fail = undefined;
    const again = await kit.offered(tokenText('one'));
    expect(again).toMatchObject({ id: row?.id, proof: { state: 'proven' } });
  });

  it('keeps nothing of a token from a page that Apple does not know', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('forged'), { source: 'portal', tabId: 3 });
    expect(row).toBeUndefined();
    expect(kit.area.items.has('candidate:c1')).toBe(false);
    expect(await kit.cache.locations.count()).toBe(0);
  });

  it('lets a page hand in ten new tokens a minute and no more', async () => {
    const kit = await setUp();
    for (let n = 0; n < 10; n += 1)
      await kit.offered(tokenText(`forged ${n}`), { source: 'portal', tabId: 3 });
    const next = () => kit.link.offer({ text: tokenText('one'), source: 'portal', tabId: 3 });
    await expect(next()).rejects.toMatchObject({ code: 'too-many-captures' });
    expect(kit.apple.asked).toHaveLength(10);
    kit.pass(60_001);
    await expect(next()).resolves.toBe('c11');
  });

  it('names the kind of a text that is no token', async () => {
    const kit = await setUp();
    await expect(kit.link.offer({ text: 'Serial,Name\nC02,Ann\n', source: 'paste' })).rejects.toMatchObject({
      code: 'not-a-token',
      details: { reason: 'csv' },
    });
  });

  it('does not bring a dismissed candidate back when its proof comes late', async () => {
    const kit = await setUp();
    const id = await kit.link.offer({ text: tokenText('one'), source: 'portal', tabId: 3 });
    const proof = kit.link.prove(id);
    await kit.link.dismiss(id);
    await proof.catch(() => undefined);
    expect(await kit.cache.candidates.count()).toBe(0);
    expect(kit.onBug).not.toHaveBeenCalled();
  });

  it('drops candidates whose token went with the browser, and proves again those whose worker died', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    if (!row) throw new Error('no candidate');
    await kit.cache.candidates.put({ ...row, proof: { state: 'running' } });
    await kit.cache.candidates.put({ ...row, id: 'lost', fingerprint: 'other' });
    const next = kit.rebuild();
    await next.resume();
    await next.prove(row.id);
    expect(await kit.cache.candidates.toArray()).toMatchObject([{ id: row.id, proof: { state: 'proven' } }]);
  });
});

const sealed = { mode: 'sealed', passphrase: 'correct horse battery' } as const;

describe('a token that ends before the linked one', () => {
  async function linkedWithOlder() {
    const kit = await setUp();
    const first = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: first?.id ?? '', keep: { mode: 'session' } });
    const older = await kit.offered(olderText);
    return { ...kit, candidateId: older?.id ?? '' };
  }

  it('is not linked without a word: both dates are named, and nothing changes', async () => {
    const { cache, vault, link, candidateId } = await linkedWithOlder();
    const before = await cache.locations.toArray();
    for (const wish of [{ candidateId }, { candidateId, expectUId: '1' }])
      await expect(link.link(wish)).rejects.toMatchObject({
        code: 'older-token',
        kind: 'user',
        details: { offered: Date.UTC(2027, 4, 1), linked: Date.UTC(2027, 10, 1) },
      });
    expect(await vault.expect(tokenName('1'))).toBe(tokenText('one'));
    expect(await cache.locations.toArray()).toEqual(before);
    expect(await cache.candidates.count()).toBe(1);
  });

  it('is linked when the admin says so', async () => {
    const { cache, vault, link, candidateId } = await linkedWithOlder();
    expect(await link.link({ candidateId, replaceNewer: true })).toEqual({ uId: '1', renewed: true });
    expect(await vault.expect(tokenName('1'))).toBe(olderText);
    expect(await cache.locations.get('1')).toMatchObject({ expiresAt: Date.UTC(2027, 4, 1) });
  });

  it.each([
    'revoked',
    'expired',
    'invalid',
    'unauthorized',
    'not-allowed',
    'legacy-token',
    'token-missing',
  ] as const)('is linked at once when the linked one is of no use (%s)', async (state) => {
    const { cache, link, candidateId } = await linkedWithOlder();
    await cache.locations.update('1', { health: { state, since: 1, checkedAt: 1 } });
    expect(await link.link({ candidateId })).toEqual({ uId: '1', renewed: true });
  });

  it('is linked at once when the linked one is past its end, whatever was heard of it last', async () => {
    const { cache, link, candidateId, pass } = await linkedWithOlder();
    await cache.locations.update('1', { expiresAt: Date.UTC(2027, 8, 1) });
    pass(Date.UTC(2027, 8, 1));
    expect(await link.link({ candidateId })).toEqual({ uId: '1', renewed: true });
  });

  // A closed network or a locked vault says nothing against the newer token.
  it.each(['offline', 'throttled', 'vault-locked', 'missing-permission'] as const)(
    'is asked about as well while the linked one cannot be looked at (%s)',
    async (state) => {
      const { cache, link, candidateId } = await linkedWithOlder();
      await cache.locations.update('1', { health: { state, since: 1, checkedAt: 1 } });
      await expect(link.link({ candidateId })).rejects.toMatchObject({ code: 'older-token' });
    },
  );
});

describe('a full disk', () => {
  it.each(['locations', 'records', 'header'])(
    'at %s leaves no half of a first link, and the next try works',
    async (store) => {
      const kit = await setUp();
      const row = await kit.offered(tokenText('one'));
      const wish = { candidateId: row?.id ?? '', keep: sealed };
      const disk = fillStores(store);
      await expect(kit.link.link(wish)).rejects.toMatchObject({ code: 'storage-full' });
      expect(await kit.cache.locations.count()).toBe(0);
      await expect(kit.vault.expect(tokenName('1'))).rejects.toMatchObject({
        code: store === 'header' ? 'vault-missing' : 'token-missing',
      });
      expect(await kit.cache.candidates.toArray()).toEqual([row]);
      disk.free();
      expect(await kit.link.link(wish)).toEqual({ uId: '1', renewed: false });
      expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one'));
    },
  );

  it.each(['locations', 'records'])('at %s keeps the old token and its row on a renewal', async (store) => {
    const kit = await setUp();
    const first = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: first?.id ?? '', keep: sealed });
    const before = await kit.cache.locations.toArray();
    const second = await kit.offered(tokenText('one, renewed'));
    const disk = fillStores(store);
    const wish = { candidateId: second?.id ?? '', expectUId: '1' };
    await expect(kit.link.link(wish)).rejects.toMatchObject({ code: 'storage-full' });
    expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one'));
    expect(await kit.cache.locations.toArray()).toEqual(before);
    disk.free();
    expect(await kit.link.link(wish)).toEqual({ uId: '1', renewed: true });
    expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one, renewed'));
  });

  it('refuses an offer that cannot be noted, and takes the same one later', async () => {
    const kit = await setUp();
    const disk = fillStores('candidates');
    const offer = { text: tokenText('one'), source: 'paste' } as const;
    await expect(kit.link.offer(offer)).rejects.toMatchObject({ code: 'storage-full' });
    expect([...kit.area.items.keys()]).toEqual([]);
    disk.free();
    expect(await kit.offered(tokenText('one'))).toMatchObject({ proof: { state: 'proven' } });
  });
});

describe('two at once', () => {
  it('windows that link the same candidate get one link and the same answer', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    const wish = { candidateId: row?.id ?? '', keep: sealed };
    const answers = await Promise.all([kit.link.link(wish), kit.link.link(wish)]);
    expect(answers).toEqual([
      { uId: '1', renewed: false },
      { uId: '1', renewed: false },
    ]);
    expect(await kit.cache.locations.toArray()).toMatchObject([{ uId: '1' }]);
    expect((await kit.cache.locations.get('1'))?.renewedAt).toBeUndefined();
    expect(kit.closed).toEqual([[row?.id, 'linked']]);
  });

  it('windows that ask for different things of the same candidate get no answer that is not theirs', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    const candidateId = row?.id ?? '';
    const [first, ...others] = await Promise.allSettled([
      kit.link.link({ candidateId, keep: sealed }),
      kit.link.link({ candidateId, keep: { mode: 'session' } }),
      kit.link.link({ candidateId, keep: { mode: 'sealed', passphrase: 'another long passphrase' } }),
      kit.link.link({ candidateId, keep: sealed, expectUId: '2' }),
    ]);
    expect(first).toMatchObject({ status: 'fulfilled', value: { uId: '1' } });
    for (const other of others) {
      expect(other).toMatchObject({ status: 'rejected', reason: { code: 'candidate-gone' } });
    }
    expect(await kit.vault.state()).toEqual({ mode: 'sealed', locked: false });
  });

  it('a window that wants more than one that is refused is carried out after it', async () => {
    const kit = await setUp();
    const linked = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: linked?.id ?? '', keep: { mode: 'session' } });
    const row = await kit.offered(olderText);
    const candidateId = row?.id ?? '';
    const [first, second] = await Promise.allSettled([
      kit.link.link({ candidateId }),
      kit.link.link({ candidateId, replaceNewer: true }),
    ]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'older-token' } });
    expect(second).toMatchObject({ status: 'fulfilled', value: { uId: '1', renewed: true } });
    expect(await kit.vault.expect(tokenName('1'))).toBe(olderText);
  });

  it('a window whose location is not this one is refused though another window links it', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    const candidateId = row?.id ?? '';
    const [first, second] = await Promise.allSettled([
      kit.link.link({ candidateId, keep: sealed, expectUId: '2' }),
      kit.link.link({ candidateId, keep: sealed }),
    ]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'wrong-location' } });
    expect(second).toMatchObject({ status: 'fulfilled', value: { uId: '1', renewed: false } });
  });

  it.each<[string, KeepMode, KeepMode]>([
    ['for this session', sealed, { mode: 'session' }],
    ['sealed', { mode: 'session' }, sealed],
    ['under another passphrase', sealed, { mode: 'sealed', passphrase: 'another long passphrase' }],
  ])('first links decide once how tokens are kept; one that was to be kept %s waits', async (_, one, two) => {
    const kit = await setUp();
    const [a, b] = [await kit.offered(tokenText('one')), await kit.offered(tokenText('two'))];
    const [first, second] = await Promise.allSettled([
      kit.link.link({ candidateId: a?.id ?? '', keep: one }),
      kit.link.link({ candidateId: b?.id ?? '', keep: two }),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'kept-otherwise' } });
    expect(await kit.vault.state()).toEqual({ mode: one.mode, locked: false });
    expect(await kit.cache.candidates.get(b?.id ?? '')).toBeDefined();
    expect(await kit.link.link({ candidateId: b?.id ?? '' })).toEqual({ uId: '2', renewed: false });
  });

  it('first links that want the same way to keep tokens are both carried out', async () => {
    const kit = await setUp();
    const [a, b] = [await kit.offered(tokenText('one')), await kit.offered(tokenText('two'))];
    await Promise.all([
      kit.link.link({ candidateId: a?.id ?? '', keep: sealed }),
      kit.link.link({ candidateId: b?.id ?? '', keep: sealed }),
    ]);
    expect(await kit.vault.expect(tokenName('2'))).toBe(tokenText('two'));
  });
});

describe('offers at once', () => {
  it('of the same token make one candidate', async () => {
    const kit = await setUp();
    const offer = (tabId: number) => kit.link.offer({ text: tokenText('one'), source: 'portal', tabId });
    const ids = await Promise.all([offer(3), offer(3), offer(3)]);
    expect(new Set(ids).size).toBe(1);
    expect(await kit.cache.candidates.count()).toBe(1);
  });

  it('of two tokens with the same fingerprint stay two', async () => {
    const kit = await setUp();
    vi.spyOn(crypto.subtle, 'digest').mockImplementation(async () => new ArrayBuffer(32));
    const one = await kit.offered(tokenText('one'));
    const two = await kit.offered(tokenText('two'));
    expect(two?.fingerprint).toBe(one?.fingerprint);
    expect([one?.proof, two?.proof]).toMatchObject([{ uId: '1' }, { uId: '2' }]);
    expect(await kit.offered(tokenText('two'))).toMatchObject({ id: two?.id });
    await kit.link.link({ candidateId: two?.id ?? '', keep: { mode: 'session' } });
    expect(await kit.vault.expect(tokenName('2'))).toBe(tokenText('two'));
  });

  it('from many tabs do not pass the limit together', async () => {
    const kit = await setUp();
    const { get } = kit.area;
    // A browser's answer takes a while, in which others ask.
    kit.area.get = async (keys) => {
      const found = await get(keys);
      await new Promise((resolve) => setImmediate(resolve));
      return found;
    };
    const offers = Array.from({ length: 30 }, (_, n) =>
      kit.link.offer({ text: tokenText(`forged ${n}`), source: 'portal', tabId: n }),
    );
    const taken = (await Promise.allSettled(offers)).filter(({ status }) => status === 'fulfilled');
    expect(taken).toHaveLength(10);
  });

  it('from another tab take the candidate there, and close its card here', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'), { source: 'portal', tabId: 3 });
    await kit.offered(tokenText('one'), { source: 'portal', tabId: 4 });
    expect(await kit.link.candidates.ofTab(3)).toBeUndefined();
    expect(await kit.link.candidates.ofTab(4)).toMatchObject({ id: row?.id });
    expect(kit.closed).toEqual([[row?.id, 'gone']]);
  });
});

describe('what takes tokens away', () => {
  it('waits for a link under way and is not undone by one that comes later', async () => {
    const kit = await setUp();
    const [one, two] = [await kit.offered(tokenText('one')), await kit.offered(tokenText('two'))];
    const first = kit.link.link({ candidateId: one?.id ?? '', keep: sealed });
    const wiped = kit.link.alone(async () => {
      await kit.vault.wipe();
      await Promise.all(kit.cache.tables.map((table) => table.clear()));
      kit.area.items.clear();
    });
    const second = kit.link.link({ candidateId: two?.id ?? '', keep: sealed });
    const [, , late] = await Promise.allSettled([first, wiped, second]);
    expect(late).toMatchObject({ status: 'rejected', reason: { code: 'candidate-gone' } });
    expect(await kit.cache.locations.count()).toBe(0);
    expect(await kit.vault.state()).toEqual({ mode: 'none', locked: false });
    expect([...kit.area.items.keys()]).toEqual([]);
  });
});

describe('an unlink', () => {
  async function linked() {
    const kit = await setUp();
    const first = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: first?.id ?? '', keep: sealed });
    const row = await kit.offered(tokenText('one, renewed'));
    const events: string[] = [];
    const unlink = () =>
      unlinkLocation({ ...kit, stopWork: async (uId) => void events.push(`rests ${uId}`) }, '1');
    /** All that could be left of the location; candidates are the admin's to decide about. */
    const left = async () => ({
      locations: await kit.cache.locations.count(),
      records: await kit.vault.names(),
    });
    return { ...kit, candidateId: row?.id ?? '', unlink, left, events };
  }
  const nothing = { locations: 0, records: [] };

  it('in the middle of a renewal takes the new token away as well', async () => {
    const { link, vault, candidateId, unlink, left } = await linked();
    const { put } = vault;
    let unlinked: Promise<void> | undefined;
    vi.spyOn(vault, 'put').mockImplementation(async (name, text) => {
      unlinked = unlink();
      await put(name, text);
    });
    expect(await link.link({ candidateId, expectUId: '1' })).toEqual({ uId: '1', renewed: true });
    await unlinked;
    expect(unlinked).toBeDefined();
    expect(await left()).toEqual(nothing);
  });

  it.each([{ expectUId: '1' }, {}])(
    'before a renewal ends it, wherever that had got to (%o)',
    async (wish) => {
      const { link, candidateId, unlink, left, cache } = await linked();
      const unlinked = unlink();
      await expect(link.link({ candidateId, ...wish })).rejects.toMatchObject({ code: 'location-unknown' });
      await unlinked;
      expect(await left()).toEqual(nothing);
      // The token still waits, now as one of a location that is not linked.
      expect(await cache.candidates.get(candidateId)).toMatchObject({ proof: { renews: false } });
      expect(await link.link({ candidateId })).toEqual({ uId: '1', renewed: false });
    },
  );

  it('tells a waiting token that it renews nothing any more', async () => {
    const { candidateId, unlink, cache } = await linked();
    await unlink();
    expect(await cache.candidates.get(candidateId)).toMatchObject({ proof: { renews: false } });
  });

  it('lets the sync rest before and after: one that was asked for in between must not go on', async () => {
    const { unlink, events, cache, vault } = await linked();
    const { remove } = vault;
    vi.spyOn(vault, 'remove').mockImplementation(async (name) => {
      await remove(name);
      events.push('token gone');
    });
    cache.locations.hook('deleting', () => void events.push('rows gone'));
    await unlink();
    expect(events).toEqual(['rests 1', 'token gone', 'rows gone', 'rests 1']);
  });
});

describe('a worker that dies while it links', () => {
  it('after the token was stored leaves the candidate, with which the next one ends the work', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    await kit.vault.keep(sealed);
    await kit.vault.put(tokenName('1'), tokenText('one'));
    const next = kit.rebuild();
    await next.resume();
    expect(await next.link({ candidateId: row?.id ?? '' })).toEqual({ uId: '1', renewed: false });
    expect(await kit.cache.candidates.count()).toBe(0);
  });
});

describe('a token whose location was never written, as the browser crashed', () => {
  /** Linked is '1', of '2' there are only the token and the row of its candidate. */
  async function crashed(keep: KeepMode) {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: row?.id ?? '', keep });
    const other = await kit.offered(tokenText('two'));
    await kit.area.remove([`candidate:${other?.id}`]);
    await kit.vault.put(tokenName('2'), tokenText('two'));
    return kit;
  }

  it.each<KeepMode>([sealed, { mode: 'session' }])(
    'goes at the next start, and no other ($mode)',
    async (keep) => {
      const kit = await crashed(keep);
      await kit.vault.put('other:2', 'no content token');
      await kit.rebuild().resume();
      expect((await kit.vault.names()).sort()).toEqual(['other:2', tokenName('1')]);
      expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one'));
    },
  );

  it('goes also when it would have been the first location', async () => {
    const kit = await crashed(sealed);
    await kit.cache.locations.clear();
    await kit.rebuild().resume();
    expect(await kit.vault.names()).toEqual([tokenName('1')]);
    expect(await kit.cache.candidates.count()).toBe(0);
  });

  it('stays when no link was under way: the cache may have lost the location', async () => {
    const kit = await crashed(sealed);
    await kit.cache.candidates.clear();
    await kit.rebuild().resume();
    expect(await kit.vault.names()).toEqual([tokenName('1'), tokenName('2')]);
  });

  it('goes from a locked vault as well', async () => {
    const kit = await crashed(sealed);
    await kit.vault.lock();
    await kit.rebuild().resume();
    expect(await kit.vault.names()).toEqual([tokenName('1')]);
    await kit.vault.unlock(sealed.passphrase);
    expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one'));
  });

  it('stays when the locations cannot be read: it may belong to one', async () => {
    const kit = await crashed(sealed);
    vi.spyOn(kit.cache.locations, 'get').mockImplementation(() => {
      throw new Error('broken');
    });
    const next = kit.rebuild();
    await expect(next.resume()).rejects.toMatchObject({ code: 'storage-broken' });
    expect(await kit.vault.names()).toHaveLength(2);
    vi.restoreAllMocks();
    await next.resume();
    expect(await kit.vault.names()).toEqual([tokenName('1')]);
  });

  it('is not taken for one while its link is under way', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    const next = kit.rebuild();
    const { put } = kit.vault;
    let resumed: Promise<void> | undefined;
    vi.spyOn(kit.vault, 'put').mockImplementation(async (name, text) => {
      await put(name, text);
      resumed = next.resume();
      for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    });
    await next.link({ candidateId: row?.id ?? '', keep: sealed });
    await resumed;
    expect(resumed).toBeDefined();
    expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one'));
  });
});

describe('a proof that failed for what passes', () => {
  it('is done again when work is picked up, but not before Apple lets us', async () => {
    const kit = await setUp();
    kit.apple.control.fail = new AppError('maintenance', { retryAt: 1_000_000 + 60_000 });
    const row = await kit.offered(tokenText('one'));
    kit.apple.control.fail = undefined;
    await kit.link.resume();
    expect((await kit.cache.candidates.get(row?.id ?? ''))?.proof.state).toBe('failed');
    kit.pass(60_001);
    await kit.link.resume();
    await vi.waitFor(async () =>
      expect((await kit.cache.candidates.get(row?.id ?? ''))?.proof.state).toBe('proven'),
    );
  });

  it('is not done again when Apple refused the token', async () => {
    const kit = await setUp();
    kit.apple.control.fail = new AppError('revoked', { errorNumber: 9625 });
    await kit.offered(tokenText('one'));
    const asked = kit.apple.asked.length;
    await kit.link.resume();
    expect(kit.apple.asked).toHaveLength(asked);
  });
});

describe('a proof', () => {
  it('of the linked token goes at the pace of its location', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: row?.id ?? '', keep: sealed });
    await kit.offered(tokenText('one'));
    expect(kit.apple.paces).toEqual(['proofs', '1']);
  });

  it('that is done for a renewal goes at the pace of the location to renew', async () => {
    const kit = await setUp();
    const first = await kit.offered(tokenText('one'));
    await kit.link.link({ candidateId: first?.id ?? '', keep: sealed });
    kit.apple.control.fail = new AppError('offline');
    const row = await kit.offered(tokenText('one, renewed'));
    kit.apple.control.fail = undefined;
    await kit.link.link({ candidateId: row?.id ?? '', expectUId: '1' });
    expect(kit.apple.paces.at(-1)).toBe('1');
  });

  it('that learnt the location before it failed keeps to its pace from then on', async () => {
    const kit = await setUp();
    kit.apple.control.busy = new AppError('throttled', { retryAt: 1_060_000 });
    const row = await kit.offered(tokenText('one'));
    expect(row).toMatchObject({ uId: '1', proof: { state: 'failed', failure: { code: 'throttled' } } });
    await kit.link.prove(row?.id ?? '');
    expect(kit.apple.paces).toEqual(['proofs', '1']);
  });
});

describe('what a page pushes in', () => {
  it('pushes out what Apple does not know before a token that waits for the admin', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'), { source: 'portal', tabId: 3 });
    kit.apple.control.fail = new AppError('offline');
    for (let n = 0; n < 8; n += 1) {
      kit.pass(1);
      await kit.offered(tokenText(`forged ${n}`), { source: 'portal', tabId: 4 });
    }
    expect(await kit.cache.candidates.count()).toBe(5);
    expect(await kit.link.candidates.ofTab(3)).toMatchObject({ id: row?.id, proof: { state: 'proven' } });
  });

  it('is not shut out for hours when the clock was set back', async () => {
    const kit = await setUp();
    for (let n = 0; n < 10; n += 1)
      await kit.offered(tokenText(`forged ${n}`), { source: 'portal', tabId: 3 });
    kit.pass(-3_600_000);
    await expect(kit.link.offer({ text: tokenText('one'), source: 'portal', tabId: 3 })).resolves.toBe('c11');
  });

  it('leaves no token in memory when the worker died before it was noted', async () => {
    const kit = await setUp();
    const row = await kit.offered(tokenText('one'));
    await kit.area.set({ 'candidate:lost': tokenText('two') });
    await kit.rebuild().resume();
    expect([...kit.area.items.keys()]).toEqual([`candidate:${row?.id}`]);
  });

  it('is not swept away while it is taken in', async () => {
    const kit = await setUp();
    const { set } = kit.area;
    let swept: Promise<void> | undefined;
    // Between the token in memory and its row there is time enough for a whole sweep.
    kit.area.set = async (items) => {
      await set(items);
      if (!Object.keys(items).some((key) => key.startsWith('candidate:'))) return;
      swept = kit.link.resume();
      for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    };
    const id = await kit.link.offer({ text: tokenText('one'), source: 'portal', tabId: 3 });
    await swept;
    await kit.link.prove(id);
    expect(await kit.cache.candidates.get(id)).toMatchObject({ proof: { state: 'proven' } });
  });
});

describe('a link whose sync cannot be asked for', () => {
  it('is a link all the same, and the trouble is told', async () => {
    const kit = await setUp({ onLinked: () => Promise.reject(new AppError('storage-full')) });
    const row = await kit.offered(tokenText('one'));
    expect(await kit.link.link({ candidateId: row?.id ?? '', keep: sealed })).toEqual({
      uId: '1',
      renewed: false,
    });
    expect(kit.onBug).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'storage-full' }));
    expect(await kit.vault.expect(tokenName('1'))).toBe(tokenText('one'));
    expect(await kit.cache.candidates.count()).toBe(0);
  });
});
