import { z } from 'zod';
import { fromBase64 } from '../platform/base64.ts';
import { AppError } from '../platform/errors.ts';
import { createQueue } from '../platform/queue.ts';
import type { SessionMemory } from '../platform/session-memory.ts';
import { importKey, seal, unseal } from './envelope.ts';
import { lockWith, newDataKey, openLock } from './passphrase.ts';
import type { VaultHeader, VaultRecord, VaultStore } from './vault-store.ts';

export type KeepMode = { mode: 'session' } | { mode: 'sealed'; passphrase: string };
export interface VaultState {
  mode: 'none' | 'session' | 'sealed';
  locked: boolean;
}

const dataKeyName = 'vault-key';
const secretName = (name: string) => `secret:${name}`;

/**
 * Keeps secrets in one of two ways: in session memory only, or sealed on disk under a passphrase. The one place that
 * opens a token. While unlocked, the data key (not the passphrase) lies in session memory, since a worker does not live
 * long enough to hold it. `onChange` runs after each change of state; when it fails, the change stands all the same.
 */
export function createVault(deps: {
  store: VaultStore;
  session: SessionMemory;
  onChange(state: VaultState): Promise<void>;
  /** The key is gone: whatever holds an opened secret lets go of it. */
  onLock(): void;
  /** Refuses what the organisation does not allow. @throws refused-by-policy, passphrase-short */
  checkKeep(wanted: KeepMode): Promise<void>;
  /** Told why the present state could not be told. */
  report(error: unknown): void;
}) {
  const { store, session } = deps;
  /** So that a lock cannot slip between the steps of a change. */
  const oneAtATime = createQueue();

  const dataKey = () => session.get(dataKeyName, z.string());

  async function state(): Promise<VaultState> {
    const header = await store.header();
    if (!header) return { mode: 'none', locked: false };
    return { mode: header.mode, locked: header.mode === 'sealed' && (await dataKey()) === undefined };
  }

  let isTold = true;
  /** Never rejects: what is done is done, whether or not the screens can hear of it. */
  async function announce(): Promise<void> {
    // Before the try, or what it sets going would begin another one.
    isTold = true;
    try {
      await deps.onChange(await state());
    } catch (error) {
      isTold = false;
      deps.report(error);
    }
  }

  async function expectKey(): Promise<CryptoKey> {
    const raw = await dataKey();
    if (raw === undefined) throw new AppError('vault-locked');
    return importKey(fromBase64(raw));
  }

  async function expectHeader(): Promise<VaultHeader> {
    const header = await store.header();
    if (!header) throw new AppError('vault-missing');
    return header;
  }

  /** All secrets in clear, for a change of mode. @throws vault-locked, passphrase-wrong */
  async function openAll(header: VaultHeader | undefined, current: string | undefined) {
    if (!header) return [];
    if (header.mode === 'session') return sessionSecrets(session);
    if (current === undefined) throw new AppError('passphrase-wrong');
    const key = await importKey(fromBase64(await openLock(header.lock, current)));
    return Promise.all(
      (await store.records()).map(async ({ name, sealed }) => ({
        name,
        text: await unseal(key, name, sealed),
      })),
    );
  }

  return {
    state,
    /** Tells the present state, for a background that has just begun. */
    announce: () => oneAtATime(announce),
    /** The same, when it failed the last time. */
    async announceAgain(): Promise<void> {
      if (!isTold) await oneAtATime(announce);
    },

    /** Decides or changes how secrets are kept. Nothing is lost when it fails half-way: the old form goes last. */
    keep: (wanted: KeepMode, current?: string) =>
      oneAtATime(async () => {
        await deps.checkKeep(wanted);
        const secrets = await openAll(await store.header(), current);
        if (wanted.mode === 'session') {
          for (const { name, text } of secrets) await session.set(secretName(name), text);
          await store.replace({ key: 'header', mode: 'session' }, []);
          await session.remove(dataKeyName);
        } else {
          const raw = newDataKey();
          const lock = await lockWith(wanted.passphrase, raw);
          const key = await importKey(fromBase64(raw));
          const records: VaultRecord[] = [];
          for (const { name, text } of secrets) records.push({ name, sealed: await seal(key, name, text) });
          // Before the records: a death in between leaves a locked vault, not one that seals under an outlived key.
          await session.remove(dataKeyName);
          await store.replace({ key: 'header', mode: 'sealed', lock }, records);
          await session.set(dataKeyName, raw);
          await session.remove(...secrets.map(({ name }) => secretName(name)));
        }
        await announce();
      }),

    /** @throws vault-missing, passphrase-wrong */
    unlock: (passphrase: string) =>
      oneAtATime(async () => {
        const header = await expectHeader();
        if (header.mode === 'sealed') await session.set(dataKeyName, await openLock(header.lock, passphrase));
        await announce();
      }),

    lock: () =>
      oneAtATime(async () => {
        await session.remove(dataKeyName);
        // Before the store is asked, which may fail: no request may leave any more.
        deps.onLock();
        const header = await store.header();
        // What a change of mode left behind, whose worker died before its last step.
        if (header?.mode === 'sealed') await session.remove(...(await session.keys(secretName(''))));
        await announce();
      }),

    /** @throws vault-missing, vault-locked, storage-full */
    put: (name: string, text: string) =>
      oneAtATime(async () => {
        const header = await expectHeader();
        if (header.mode === 'session') return session.set(secretName(name), text);
        await store.put({ name, sealed: await seal(await expectKey(), name, text) });
      }),

    /**
     * In turn with a change of mode or passphrase, or the old key would meet the new record.
     * @throws vault-missing, vault-locked, and token-missing when it is not (or, after a restart, no longer) here
     */
    expect: (name: string) =>
      oneAtATime(async (): Promise<string> => {
        const header = await expectHeader();
        if (header.mode === 'session') {
          const text = await session.get(secretName(name), z.string());
          if (text === undefined) throw new AppError('token-missing');
          return text;
        }
        const key = await expectKey();
        const record = await store.record(name);
        if (!record) throw new AppError('token-missing');
        return unseal(key, name, record.sealed);
      }),

    remove: (name: string) =>
      oneAtATime(async () => {
        await store.remove(name);
        await session.remove(secretName(name));
      }),

    /** The names of all secrets, which a locked vault tells as well. @throws storage-broken */
    async names(): Promise<string[]> {
      const sealed = await store.names();
      const open = (await session.keys(secretName(''))).map((key) => key.slice(secretName('').length));
      return [...new Set([...sealed, ...open])];
    },

    wipe: () =>
      oneAtATime(async () => {
        await store.clear();
        await session.remove(dataKeyName, ...(await session.keys(secretName(''))));
        await announce();
      }),
  };
}
export type Vault = ReturnType<typeof createVault>;

async function sessionSecrets(session: SessionMemory): Promise<{ name: string; text: string }[]> {
  const secrets: { name: string; text: string }[] = [];
  for (const key of await session.keys('secret:')) {
    const text = await session.get(key, z.string());
    if (text !== undefined) secrets.push({ name: key.slice('secret:'.length), text });
  }
  return secrets;
}
