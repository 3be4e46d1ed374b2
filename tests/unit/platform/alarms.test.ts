import { describe, expect, it, vi } from 'vitest';
import { createAlarms } from '../../../lib/platform/alarms.ts';

function setUp() {
  const set = new Map<string, object>();
  const create = vi.fn(async (name: string, info: object) => void set.set(name, info));
  const api = {
    get: vi.fn(async (name: string) => (set.has(name) ? { name, scheduledTime: 1 } : undefined)),
    create,
    clear: vi.fn(async (name: string) => set.delete(name)),
  };
  return { set, create, alarms: createAlarms(api as never) };
}

describe('alarms', () => {
  it('sets the routine once and leaves its time alone', async () => {
    const { alarms, create } = setUp();
    await alarms.ensureRoutine();
    await alarms.ensureRoutine();
    expect(create).toHaveBeenCalledExactlyOnceWith('routine', { periodInMinutes: 15 });
  });

  it('stands by until the last work ends, whatever the order', async () => {
    const { alarms, set } = setUp();
    const first = await alarms.workBegins();
    const second = await alarms.workBegins();
    await first(false);
    expect([...set.keys()]).toEqual(['work']);
    await second(false);
    expect([...set.keys()]).toEqual([]);
  });

  it('stays for what goes on later', async () => {
    const { alarms, set } = setUp();
    await (await alarms.workBegins())(true);
    expect([...set.keys()]).toEqual(['work']);
  });
});
