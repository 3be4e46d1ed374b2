import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../lib/platform/errors.ts';
import { createSessionMemory } from '../../../lib/platform/session-memory.ts';
import { createVault, type VaultState } from '../../../lib/vault/create-vault.ts';
import { createVaultStore } from '../../../lib/vault/vault-store.ts';
import { createMemoryArea } from '../memory-area.ts';

const secret = 'eyJ-marked-token-text';
const passphrase = 'correct horse battery';
let round = 0;

function setUp() {
  round += 1;
  const store = createVaultStore(`vault-${round}`);
  let area = createMemoryArea();
  const states: VaultState[] = [];
  const failing: { with?: Error | undefined } = {};
  const report = vi.fn();
  const onLock = vi.fn();
  const build = () =>
    createVault({
      checkKeep: async () => {},
      onLock,
      store,
      session: createSessionMemory(area),
      onChange: async (state) => {
        if (failing.with) throw failing.with;
        states.push(state);
      },
      report,
    });
  return {
    failing,
    report,
    onLock,
    store,
    states,
    vault: build(),
    /** A new worker over the same memory. */
    restartWorker: build,
    /** A new browser: session memory is gone. */
    restartBrowser: () => {
      area = createMemoryArea();
      return build();
    },
    remember: (key: string, text: string) => area.set({ [key]: text }),
    memory: () => [...area.items.entries()].join(),
    disk: async () => JSON.stringify([await store.header(), await store.records()]),
  };
}

describe('the vault', () => {
  let kit: ReturnType<typeof setUp>;
  beforeEach(() => {
    kit = setUp();
  });

  it('keeps nothing before it was decided how', async () => {
    await expect(kit.vault.put('token:1', secret)).rejects.toMatchObject({ code: 'vault-missing' });
    expect(await kit.vault.state()).toEqual({ mode: 'none', locked: false });
  });

  it('in session mode survives the worker, not the browser, and leaves nothing on disk', async () => {
    await kit.vault.keep({ mode: 'session' });
    await kit.vault.put('token:1', secret);
    expect(await kit.restartWorker().expect('token:1')).toBe(secret);
    expect(await kit.disk()).not.toContain(secret);
    await expect(kit.restartBrowser().expect('token:1')).rejects.toMatchObject({ code: 'token-missing' });
  });

  it('sealed, asks for the passphrase after a restart and shows the token nowhere in clear', async () => {
    await kit.vault.keep({ mode: 'sealed', passphrase });
    await kit.vault.put('token:1', secret);
    expect(await kit.disk()).not.toContain(secret);
    expect(kit.memory()).not.toContain(secret);
    const later = kit.restartBrowser();
    expect(await later.state()).toEqual({ mode: 'sealed', locked: true });
    await expect(later.expect('token:1')).rejects.toMatchObject({ code: 'vault-locked' });
    await expect(later.unlock('wrong horse battery')).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await later.unlock(passphrase);
    expect(await later.expect('token:1')).toBe(secret);
    await later.lock();
    await expect(later.put('token:2', secret)).rejects.toMatchObject({ code: 'vault-locked' });
  });

  it('refuses a short passphrase and stays as it was', async () => {
    await kit.vault.keep({ mode: 'session' });
    await kit.vault.put('token:1', secret);
    await expect(kit.vault.keep({ mode: 'sealed', passphrase: 'short' })).rejects.toMatchObject({
      code: 'passphrase-short',
    });
    expect(await kit.vault.expect('token:1')).toBe(secret);
    expect(await kit.vault.state()).toEqual({ mode: 'session', locked: false });
  });

  it('carries all secrets over from session to sealed, to a new passphrase, and back', async () => {
    await kit.vault.keep({ mode: 'session' });
    await kit.vault.put('token:1', secret);
    await kit.vault.keep({ mode: 'sealed', passphrase });
    expect(kit.memory()).not.toContain(secret);
    await expect(kit.vault.keep({ mode: 'session' })).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await kit.vault.keep({ mode: 'sealed', passphrase: 'another fine passphrase' }, passphrase);
    const later = kit.restartBrowser();
    await expect(later.unlock(passphrase)).rejects.toMatchObject({ code: 'passphrase-wrong' });
    await later.unlock('another fine passphrase');
    expect(await later.expect('token:1')).toBe(secret);
    await later.keep({ mode: 'session' }, 'another fine passphrase');
    expect(await later.expect('token:1')).toBe(secret);
    expect((await kit.store.records()).length).toBe(0);
  });

  it('gives a secret out to whoever asks in the middle of a change of the passphrase', async () => {
    await kit.vault.keep({ mode: 'sealed', passphrase });
    await kit.vault.put('token:1', secret);
    const { replace } = kit.store;
    let given: Promise<string> | undefined;
    vi.spyOn(kit.store, 'replace').mockImplementation(async (...args) => {
      given = kit.vault.expect('token:1').catch((error: AppError) => error.code);
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return replace(...args);
    });
    await kit.vault.keep({ mode: 'sealed', passphrase: 'another fine passphrase' }, passphrase);
    expect(await given).toBe(secret);
  });

  it('notices a record that was swapped with another', async () => {
    await kit.vault.keep({ mode: 'sealed', passphrase });
    await kit.vault.put('token:1', secret);
    await kit.vault.put('token:2', 'other');
    const first = await kit.store.record('token:1');
    if (!first) throw new Error('no record');
    await kit.store.put({ ...first, name: 'token:2' });
    await expect(kit.vault.expect('token:2')).rejects.toMatchObject({ code: 'storage-broken' });
  });

  it('wipes everything', async () => {
    await kit.vault.keep({ mode: 'sealed', passphrase });
    await kit.vault.put('token:1', secret);
    await kit.vault.wipe();
    expect(await kit.disk()).toBe(JSON.stringify([undefined, []]));
    expect(kit.memory()).toBe('');
    expect(kit.states.at(-1)).toEqual({ mode: 'none', locked: false });
  });

  it('locked, keeps no token that a change of mode left behind when its worker died', async () => {
    await kit.vault.keep({ mode: 'sealed', passphrase });
    await kit.vault.put('token:1', secret);
    await kit.remember('secret:token:1', secret);
    await kit.vault.lock();
    expect(kit.memory()).toBe('');
    await kit.vault.unlock(passphrase);
    expect(await kit.vault.expect('token:1')).toBe(secret);
  });

  it('is locked, not open under an outlived key, when its worker dies while the passphrase changes', async () => {
    await kit.vault.keep({ mode: 'sealed', passphrase });
    await kit.vault.put('token:1', secret);
    const { replace } = kit.store;
    kit.store.replace = async (...args) => {
      await replace(...args);
      throw new Error('The worker died.');
    };
    const other = 'another long passphrase';
    await expect(kit.vault.keep({ mode: 'sealed', passphrase: other }, passphrase)).rejects.toThrow('died');
    const later = kit.restartWorker();
    expect(await later.state()).toEqual({ mode: 'sealed', locked: true });
    await expect(later.put('token:2', secret)).rejects.toMatchObject({ code: 'vault-locked' });
    await later.unlock(other);
    expect(await later.expect('token:1')).toBe(secret);
  });

  it('stops what holds a token although its store cannot be read', async () => {
    await kit.vault.keep({ mode: 'sealed', passphrase });
    kit.store.header = async () => {
      throw new Error('The disk is gone.');
    };
    await expect(kit.vault.lock()).rejects.toThrow('gone');
    expect(kit.onLock).toHaveBeenCalledOnce();
    expect(kit.memory()).toBe('');
  });

  it('has nothing to lock in session mode, and loses nothing by it', async () => {
    await kit.vault.keep({ mode: 'session' });
    await kit.vault.put('token:1', secret);
    await kit.vault.lock();
    expect(await kit.vault.expect('token:1')).toBe(secret);
  });

  it('does not let a lock slip into a change of mode', async () => {
    await kit.vault.keep({ mode: 'session' });
    await kit.vault.put('token:1', secret);
    await Promise.all([kit.vault.keep({ mode: 'sealed', passphrase }), kit.vault.lock()]);
    expect(await kit.vault.state()).toEqual({ mode: 'sealed', locked: true });
    await kit.vault.unlock(passphrase);
    expect(await kit.vault.expect('token:1')).toBe(secret);
  });
});

describe('a change that cannot be told to the screens', () => {
  const full = new AppError('storage-full');

  it.each<[string, (kit: ReturnType<typeof setUp>) => Promise<unknown>, VaultState]>([
    ['keep', (kit) => kit.vault.keep({ mode: 'session' }, passphrase), { mode: 'session', locked: false }],
    ['lock', (kit) => kit.vault.lock(), { mode: 'sealed', locked: true }],
    ['unlock', (kit) => kit.vault.unlock(passphrase), { mode: 'sealed', locked: false }],
    ['wipe', (kit) => kit.vault.wipe(), { mode: 'none', locked: false }],
  ])(
    '%s is a change all the same; the trouble is reported, and told once it can be',
    async (_, act, then) => {
      const kit = setUp();
      await kit.vault.keep({ mode: 'sealed', passphrase });
      kit.failing.with = full;
      await act(kit);
      expect(await kit.vault.state()).toEqual(then);
      expect(kit.report).toHaveBeenCalledExactlyOnceWith(full);
      kit.failing.with = undefined;
      await kit.vault.announceAgain();
      expect(kit.states.at(-1)).toEqual(then);
    },
  );

  it('is told again only when it was not told', async () => {
    const kit = setUp();
    await kit.vault.keep({ mode: 'session' });
    await kit.vault.announceAgain();
    expect(kit.states).toHaveLength(1);
  });

  it('does not hide a change that did fail', async () => {
    const kit = setUp();
    await kit.vault.keep({ mode: 'sealed', passphrase });
    kit.failing.with = full;
    await expect(kit.vault.unlock('wrong horse battery')).rejects.toMatchObject({ code: 'passphrase-wrong' });
    expect(kit.report).not.toHaveBeenCalled();
  });
});
