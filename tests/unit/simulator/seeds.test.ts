import { describe, expect, it } from 'vitest';
import { loadSeed } from '../../simulator/seeds/load-seed.ts';
import { serialFor } from '../../simulator/seeds/random.ts';
import { locationSeed, startTestSimulator } from './harness.ts';

describe('seeds', () => {
  it('have the promised sizes, and counts that are true', async () => {
    for (const [seed, key, count] of [
      ['tiny', 'tiny', 10],
      ['sixty-thousand', 'sixty-thousand', 60_000],
    ] as const) {
      const { apple } = await startTestSimulator({ seed });
      const lines = apple.dumpAssignments(key);
      expect(lines).toHaveLength(count);
      expect(new Set(lines).size).toBe(count);
      const counted = apple
        .dumpAssets(key)
        .reduce((sum, { assigned, retired }) => sum + assigned + retired, 0);
      expect(counted).toBe(count);
    }
  });

  it('school is a lively district', async () => {
    const { apple, get, tokens } = await startTestSimulator({ seed: 'school' });
    const keys = apple.locationKeys();
    expect(keys).toEqual(['ps01', 'ps02']);
    const lines = keys.flatMap((key) => apple.dumpAssignments(key));
    const serials = new Set(lines.flatMap((line) => /serial (.+)$/.exec(line)?.[1] ?? []));
    expect(lines.length).toBeGreaterThan(3000);
    expect(serials.size).toBeGreaterThan(850);
    for (const key of keys) {
      for (const asset of apple.dumpAssets(key)) expect(asset.available).toBeGreaterThanOrEqual(0);
    }
    const { mdmInfo, tokenExpirationDate } = (await get('client/config')).json;
    expect(mdmInfo?.name).toBe('Cisco Meraki Systems Manager');
    expect(tokenExpirationDate).toBe('2026-09-22T00:00:00+0000');
    const number = async (name: string) =>
      (await get('assets', { authorization: `Bearer ${tokens[name]}` })).json.errorNumber;
    expect([await number('ps01/old'), await number('ps01/revoked'), await number('ps01/read-only')]).toEqual([
      9621,
      9625,
      undefined,
    ]);
  });

  it('the million starts at once and can be read, filtered and written', async () => {
    const start = performance.now();
    const { get, post, apple } = await startTestSimulator({ seed: 'million' });
    expect(performance.now() - start).toBeLessThan(2000);
    const last = (await get('assignments?pageIndex=1001')).json;
    expect([last.size, last.totalPages, last.nextPageIndex]).toEqual([1, 1002, undefined]);
    const serial = last.assignments?.[0]?.serialNumber ?? '';
    expect((await get(`assignments?serialNumber=${serial}`)).json.size).toBe(10);
    await post('assets/revoke', { serialNumbers: [serial] });
    apple.finishEvents();
    expect((await get('assignments?pageIndex=1000')).json).toMatchObject({ size: 990, totalPages: 1001 });
  });

  it('are the same each time', () => {
    expect(JSON.stringify(loadSeed('school'))).toBe(JSON.stringify(loadSeed('school')));
  });

  it('make serials of 8 to 14 upper-case characters, each once', () => {
    const serials = Array.from({ length: 100_000 }, (_, i) => serialFor(i, 'DMP'));
    expect(new Set(serials).size).toBe(100_000);
    expect(new Set(serials.map((serial) => serial.length))).toEqual(new Set([8, 9, 10, 11, 12, 13, 14]));
    expect(serials.every((serial) => /^[0-9A-Z]+$/.test(serial))).toBe(true);
  });

  it('refuse an assignment of an unknown asset', async () => {
    const seed = [locationSeed({ assignments: [{ adamId: 'none', serialNumber: 'A' }] })];
    await expect(startTestSimulator({ seed })).rejects.toThrow(/unknown asset/);
  });
});

describe('admin side (reference 17)', () => {
  it('buys, refunds and transfers what is not assigned', async () => {
    const seed = [locationSeed(), locationSeed({ key: 'there', uId: '2', assets: [] })];
    const { apple } = await startTestSimulator({ seed });
    const stock = (key: string) => apple.dumpAssets(key).map(({ adamId, total }) => `${adamId} ${total}`);
    apple.buy('there', '100', 'STDQ', 3);
    apple.refund('there', '100', 'STDQ', 1);
    apple.transfer('here', 'there', '100', 'STDQ', 4);
    expect(stock('there')).toEqual(['100 6']);
    expect(stock('here')[0]).toBe('100 0');
    expect(() => apple.transfer('here', 'there', '100', 'STDQ', 1)).toThrow();
    expect(() => apple.refund('there', '100', 'STDQ', 7)).toThrow();
  });
});
