import { describe, expect, it } from 'vitest';
import { createAppleClient } from '../../../lib/apple/create-apple-client.ts';
import { proveToken } from '../../../lib/link/prove.ts';
import { createParts, failureOf, json } from '../apple/fake-parts.ts';

const hour = 3_600_000;
const token = { text: btoa('a token that Apple knows'), expiresAt: Date.UTC(2030, 0, 1) };
const answers: Record<string, unknown> = {
  'service/config': { limits: { maxRequestPerSecond: 15 } },
  'client/config': { uId: '2049', locationName: 'North School' },
  assets: { assets: [{ adamId: '1' }], totalPages: 1 },
};

/** A real client and governors over an Apple that may hold back the library or all. */
function setUp({ busy = [] }: { busy?: string[] } = {}) {
  const asked: string[] = [];
  const held = new Set(busy);
  const parts = createParts((url) => {
    const path = url.pathname.replace('/mdm/v2/', '');
    asked.push(path);
    if (!held.has(path)) return json(answers[path]);
    return json({ errorNumber: 9646 }, { status: 429, headers: { 'retry-after': '3600' } });
  });
  const apple = createAppleClient(parts.deps);
  const start = parts.time.clock.now();
  const block = (key: string) =>
    parts.store.save(key, { savedAt: start, blockedUntil: start + hour, step: 1, blockedBy: 'throttled' });
  const named: string[] = [];
  const prove = (uId?: string) =>
    proveToken(apple, { ...token, uId, onNamed: async (found) => void named.push(found) });
  return { ...parts, asked, held, apple, start, block, named, prove };
}

describe('the proof of a token', () => {
  it('of an unknown location asks which one it is, then keeps to that location’s pace', async () => {
    const { prove, asked, named, time, store } = setUp();
    expect(await time.until(prove())).toMatchObject({ uId: '2049', assetCount: 1 });
    expect(asked).toEqual(['service/config', 'client/config', 'assets']);
    expect(named).toEqual(['2049']);
    expect([...store.states.keys()].sort()).toEqual(['2049', 'proofs', 'service/config']);
  });

  it('does not break the block of the location that turns out to be opened', async () => {
    const { prove, block, asked, named, time, start } = setUp();
    await block('2049');
    expect(await failureOf(time.until(prove()))).toMatchObject({
      code: 'throttled',
      details: { retryAt: start + hour },
    });
    expect(asked).not.toContain('assets');
    // So that the next try can keep quiet altogether.
    expect(named).toEqual(['2049']);
  });

  it('of a known location sends nothing of it while that is blocked, and goes on afterwards', async () => {
    const { prove, block, asked, time } = setUp();
    await block('2049');
    expect(await failureOf(time.until(prove('2049')))).toMatchObject({ code: 'throttled' });
    expect(asked).toEqual(['service/config']);
    await time.advance(hour + 1);
    expect(await time.until(prove('2049'))).toMatchObject({ uId: '2049' });
  });

  it('that is told to wait makes the location’s sync wait as well', async () => {
    const { prove, apple, asked, time } = setUp({ busy: ['assets'] });
    expect(await failureOf(time.until(prove()))).toMatchObject({ code: 'throttled' });
    const before = asked.length;
    const sync = apple.location(token.text, '2049');
    expect(await failureOf(time.until(sync.users({ pageIndex: 0 })))).toMatchObject({ code: 'throttled' });
    expect(asked).toHaveLength(before);
  });
});
