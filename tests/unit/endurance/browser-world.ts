import type { DBCore, Middleware } from 'dexie';
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { createApp } from '../../../lib/app.ts';
import type { Fetch } from '../../../lib/apple/http.ts';
import type { Input, MessageName } from '../../../lib/bus/contract.ts';
import { Database } from '../../../lib/cache/database.ts';
import type { Clock } from '../../../lib/platform/clock.ts';
import type { SessionArea } from '../../../lib/platform/session-memory.ts';
import { storing } from '../../../lib/platform/storage-error.ts';
import { createVaultStore, type VaultStore } from '../../../lib/vault/vault-store.ts';
import { createMemoryArea } from '../memory-area.ts';
import { createLocks } from '../orders/order-world.ts';
import { countWrites } from '../sync/background.ts';
import { createConsolePage } from './console-page.ts';
import { leaveAs } from './old-version.ts';
import type { VirtualTime } from './virtual-time.ts';

export const ownOrigin = `chrome-extension://${'abcdefgh'.repeat(4)}`;
const fromUi = { id: fakeBrowser.runtime.id, origin: ownOrigin };
const never = new Promise<never>(() => {});

/** The disk of the browser: what is written while it is full is refused, as the browser refuses it. */
export function createDisk() {
  const disk = { isFull: false, refusals: 0, localRefusals: 0 };
  return Object.assign(disk, {
    write(): void {
      if (!disk.isFull) return;
      disk.refusals += 1;
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    },
  });
}

/** A browser with its stores; backgrounds, whole ones, come and go in it. */
export function createBrowserWorld(deps: {
  time: VirtualTime;
  fetch: Fetch;
  name: string;
  /** What is wrong with each background's cache, for a test of the tests. */
  spoil?: Middleware<DBCore> | undefined;
}) {
  const { time } = deps;
  const factory = new IDBFactory();
  const session = createMemoryArea();
  const disk = createDisk();
  const page = createConsolePage();
  const stores = { indexedDB: factory, IDBKeyRange };
  let cacheName = deps.name;
  const openCache = () => new Database(cacheName, stores);

  /** After `killAfter` awaited calls and writes it is dead: nothing it awaits ever comes, and it writes no more. */
  function startBackground(killAfter = Number.POSITIVE_INFINITY) {
    const cache = openCache();
    let left = killAfter;
    let isDead = false;
    const death = Promise.withResolvers<'dead'>();
    function die(): void {
      isDead = true;
      // A dead background hears nothing any more.
      for (const { onChanged } of [fakeBrowser.storage.local, fakeBrowser.storage.managed])
        onChanged.removeAllListeners();
      cache.close();
      time.forget();
      death.resolve('dead');
    }
    function spend(): void {
      time.stir();
      if (!isDead && left-- <= 0) die();
    }
    async function pass(): Promise<void> {
      spend();
      if (isDead) await never;
    }
    const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
      await pass();
      const value = await time.during(work);
      await pass();
      return value;
    };
    cache.use(
      countWrites(() => {
        spend();
        if (isDead) throw new DOMException('The background is dead.', 'AbortError');
        disk.write();
      }),
    );
    if (deps.spoil) cache.use(deps.spoil);
    Object.assign(fakeBrowser, {
      scripting: { executeScript: (wish: Parameters<typeof page.run>[0]) => guarded(() => page.run(wish)) },
    });
    const clock: Clock = {
      now: time.clock.now,
      sleep: async (ms, signal) => {
        if (isDead) await never;
        await time.clock.sleep(ms, signal);
        if (isDead) await never;
      },
    };
    const sessionArea: SessionArea = {
      get: (keys) => guarded(() => session.get(keys)),
      set: (items) => guarded(() => session.set(items)),
      remove: (keys) => guarded(() => session.remove(keys)),
    };
    const app = createApp({
      clock,
      cache,
      vaultStore: guardStore(createVaultStore(`${deps.name}-vault`, stores), guarded, disk.write),
      sessionArea,
      locks: createLocks(),
      fetch: (url, init) => guarded(() => deps.fetch(url, init)),
      keepAlive: pass,
    });

    /** As a window sends it. What was sent to a background that dies is answered by nobody. */
    async function send<N extends MessageName>(bus: N, input: Input<N>) {
      const reply = await Promise.race([app.route({ bus, input }, fromUi), death.promise]);
      if (reply === undefined) throw new Error(`${bus} is no message`);
      return reply === 'dead' ? undefined : reply;
    }
    return { app, cache, send, die, isDead: () => isDead };
  }

  /** Session memory and alarms are gone with it. */
  async function close(): Promise<void> {
    session.items.clear();
    await fakeBrowser.alarms.clearAll();
  }

  return {
    name: deps.name,
    disk,
    page,
    session,
    factory,
    openCache,
    openVault: () => createVaultStore(`${deps.name}-vault`, stores),
    startBackground,
    close,
    /**
     * The extension is updated: the next background finds what an older version left.
     * @returns false when that one could not have left it
     */
    async update(version: number): Promise<boolean> {
      const cache = openCache();
      const name = `${cacheName}-updated`;
      const isOlder = await leaveAs(version, cache, factory, name).finally(() => cache.close());
      if (!isOlder) return false;
      cacheName = name;
      await close();
      return true;
    },
  };
}
export type BrowserWorld = ReturnType<typeof createBrowserWorld>;
export type Background = ReturnType<BrowserWorld['startBackground']>;

function guardStore(
  store: VaultStore,
  guarded: <T>(work: () => Promise<T>) => Promise<T>,
  write: () => void,
): VaultStore {
  const writing = <T>(work: () => Promise<T>) =>
    guarded(async () => {
      await storing(async () => write());
      return work();
    });
  return {
    header: () => guarded(store.header),
    records: () => guarded(store.records),
    names: () => guarded(async () => store.names()),
    record: (name) => guarded(() => store.record(name)),
    put: (record) => writing(() => store.put(record)),
    remove: (name) => guarded(() => store.remove(name)),
    replace: (header, records) => writing(() => store.replace(header, records)),
    clear: () => guarded(store.clear),
  };
}

/**
 * `storage.local` on the disk of this browser, and the browser's own way to session memory. As in a browser, nobody who
 * writes waits for those who hear of it. @returns ends it
 */
export function holdStorage({ disk, session }: BrowserWorld): () => void {
  const { local, session: memory } = fakeBrowser.storage;
  const set = local.set.bind(local);
  const remove = local.remove.bind(local);
  const spies = [
    vi.spyOn(local, 'set').mockImplementation(async (items: Record<string, unknown>) => {
      if (disk.isFull) disk.localRefusals += 1;
      if (disk.isFull) throw new Error('Resource::kQuotaBytes quota exceeded');
      void set(items);
    }),
    vi.spyOn(local, 'remove').mockImplementation(async (keys: string | string[]) => void remove(keys)),
    vi.spyOn(memory, 'clear').mockImplementation(async () => session.items.clear()),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

/** The parts of the browser that outlive a background and hold nothing of ours. */
export function stubBrowser(): { bugs: string[] } {
  const bugs: string[] = [];
  vi.stubGlobal('self', { location: { origin: ownOrigin, protocol: 'chrome-extension:' } });
  vi.spyOn(console, 'error').mockImplementation((text: unknown) => void bugs.push(String(text)));
  vi.spyOn(fakeBrowser.permissions, 'contains').mockImplementation(
    async (asked: { permissions?: string[] }) => asked.permissions === undefined,
  );
  vi.spyOn(fakeBrowser.permissions, 'remove').mockImplementation(async () => true);
  vi.spyOn(fakeBrowser.action, 'setBadgeText').mockImplementation(async () => {});
  vi.spyOn(fakeBrowser.action, 'setBadgeBackgroundColor').mockImplementation(async () => {});
  vi.spyOn(fakeBrowser.action, 'setTitle').mockImplementation(async () => {});
  vi.spyOn(fakeBrowser.idle, 'setDetectionInterval').mockImplementation(() => {});
  // As without the optional permissions, and on Android.
  Object.assign(fakeBrowser, { downloads: undefined, notifications: undefined, contextMenus: undefined });
  return { bugs };
}
