import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSessionMemory } from '../../../lib/platform/session-memory.ts';
import { createMemoryArea } from '../memory-area.ts';

describe('session memory', () => {
  it('gives back what was set, and nothing after it was removed', async () => {
    const memory = createSessionMemory(createMemoryArea());
    await memory.set('a:1', 'one');
    await memory.set('a:2', 'two');
    await memory.set('b:1', 'other');
    expect(await memory.get('a:1', z.string())).toBe('one');
    expect((await memory.keys('a:')).sort()).toEqual(['a:1', 'a:2']);
    await memory.remove('a:1', 'b:1');
    expect(await memory.get('a:1', z.string())).toBeUndefined();
    expect(await memory.keys('')).toEqual(['a:2']);
  });

  it.each([[5], [null], [{}], [['x']]])('takes %j where a text belongs as absent', async (value) => {
    const memory = createSessionMemory(createMemoryArea());
    await memory.set('key', value);
    expect(await memory.get('key', z.string())).toBeUndefined();
    expect(await memory.peek('key')).toEqual(value);
  });

  it('says that the room is used up, and that the store is broken', async () => {
    const failing = (message: string) => {
      const fail = () => Promise.reject(new Error(message));
      return createSessionMemory({ get: fail, set: fail, remove: fail });
    };
    await expect(
      failing('Session storage quota bytes exceeded. Values were not stored.').set('a', 1),
    ).rejects.toMatchObject({ code: 'storage-full' });
    await expect(failing('IO error').get('a', z.string())).rejects.toMatchObject({ code: 'storage-broken' });
    await expect(failing('IO error').keys('')).rejects.toMatchObject({ code: 'storage-broken' });
  });
});
