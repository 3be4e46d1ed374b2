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
import { enterLife, isLifeEnding } from './life.ts';
import { leaveAs } from './old-version.ts';
import type { VirtualTime } from './virtual-time.ts';

export const ownOrigin = `chrome-extension://${'abcdefgh'.repeat(4)}`;
const fromUi = { id: fakeBrowser.runtime.id, origin: ownOrigin };
const never = new Promise<never>(() => {});

/** How a background comes to its end. */
export interface Death {
  /** So many awaited calls and writes it lives. */
  after: number;
  /**
   * And so many more in which the browser, which is stopping or updating it, refuses every extension call while its
   * stores still take what it writes: what it says then is wrong.
   */
  lingers?: number;
  /** Meanwhile its requests fail as well. */
  isCutOff?: boolean;
}

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

  /** The browser is stopping the background that lives. */
  let isStopping = false;
  /** What an extension call does then. */
  function refuse(): void {
    if (isStopping) throw Object.assign(new Error('No SW'), { name: 'StoppedError' });
  }

  /** Once it is dead, nothing it awaits ever comes, and it writes no more. */
  function startBackground(death: Death = { after: Number.POSITIVE_INFINITY }, onStopping = () => {}) {
    const life = enterLife();
    const cache = openCache();
    let left = death.after;
    let lingers = death.lingers ?? 0;
    let isDead = false;
    const end = Promise.withResolvers<'dead'>();
    function die(): void {
      isDead = true;
      life.end();
      isStopping = false;
      // A dead background hears nothing any more.
      for (const { onChanged } of [fakeBrowser.storage.local, fakeBrowser.storage.managed])
        onChanged.removeAllListeners();
      cache.close();
      time.forget();
      end.resolve('dead');
    }
    function stop(): void {
      left = lingers;
      lingers = 0;
      isStopping = true;
      life.isEnding = true;
      onStopping();
    }
    function spend(): void {
      time.stir();
      if (isDead || left-- > 0) return;
      if (lingers === 0) die();
      else stop();
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
    /** A call of an extension API. */
    const asked = <T>(work: () => Promise<T>): Promise<T> =>
      guarded(async () => {
        refuse();
        return work();
      });
    cache.use(
      countWrites(() => {
        spend();
        if (isDead) throw new DOMException('The background is dead.', 'AbortError');
        disk.write();
      }),
    );
    if (deps.spoil) cache.use(deps.spoil);
    Object.assign(fakeBrowser, {
      scripting: { executeScript: (wish: Parameters<typeof page.run>[0]) => asked(() => page.run(wish)) },
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
      get: (keys) => asked(() => session.get(keys)),
      set: (items) => asked(() => session.set(items)),
      remove: (keys) => asked(() => session.remove(keys)),
    };
    const fetch: Fetch = async (url, init) => {
      if (isStopping && death.isCutOff) throw new TypeError('Failed to fetch');
      return deps.fetch(url, init);
    };
    const app = createApp({
      clock,
      cache,
      vaultStore: guardStore(createVaultStore(`${deps.name}-vault`, stores), guarded, disk.write),
      sessionArea,
      locks: createLocks(),
      fetch: (url, init) => guarded(() => fetch(url, init)),
      keepAlive: () => asked(async () => {}),
    });

    /** As a window sends it. What was sent to a background that dies is answered by nobody. */
    async function send<N extends MessageName>(bus: N, input: Input<N>) {
      const reply = await Promise.race([app.route({ bus, input }, fromUi), end.promise]);
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
    refuse,
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
 * `storage.local` on the disk of this browser, the browser's own way to session memory, and what a background that is
 * being stopped is refused. As in a browser, nobody who writes waits for those who hear of it. @returns ends it
 */
export function holdBrowser({ disk, session, refuse }: BrowserWorld): () => void {
  const { alarms, permissions } = fakeBrowser;
  const { local, session: memory } = fakeBrowser.storage;
  const set = local.set.bind(local);
  const remove = local.remove.bind(local);
  const get = local.get.bind(local);
  const getAlarm = alarms.get.bind(alarms);
  const spies = [
    vi.spyOn(alarms, 'get').mockImplementation(async (...asked: unknown[]) => {
      refuse();
      return Reflect.apply(getAlarm, alarms, asked);
    }),
    vi.spyOn(permissions, 'contains').mockImplementation(async (asked: { permissions?: string[] }) => {
      refuse();
      return asked.permissions === undefined;
    }),
    vi.spyOn(local, 'get').mockImplementation(async (...asked: unknown[]) => {
      refuse();
      return Reflect.apply(get, local, asked);
    }),
    vi.spyOn(local, 'set').mockImplementation(async (items: Record<string, unknown>) => {
      refuse();
      if (disk.isFull) disk.localRefusals += 1;
      if (disk.isFull) throw new Error('Resource::kQuotaBytes quota exceeded');
      void set(items);
    }),
    vi.spyOn(local, 'remove').mockImplementation(async (keys: string | string[]) => {
      refuse();
      void remove(keys);
    }),
    vi.spyOn(memory, 'clear').mockImplementation(async () => {
      refuse();
      session.items.clear();
    }),
  ];
  return () => {
    for (const spy of spies) spy.mockRestore();
  };
}

/** The parts of the browser that outlive a background and hold nothing of ours. */
export function stubBrowser(): { bugs: string[] } {
  const bugs: string[] = [];
  vi.stubGlobal('self', { location: { origin: ownOrigin, protocol: 'chrome-extension:' } });
  vi.spyOn(console, 'error').mockImplementation((text: unknown) => {
    if (!isLifeEnding()) bugs.push(String(text));
  });
  vi.spyOn(fakeBrowser.permissions, 'remove').mockImplementation(async () => true);
  vi.spyOn(fakeBrowser.action, 'setBadgeText').mockImplementation(async () => {});
  vi.spyOn(fakeBrowser.action, 'setBadgeBackgroundColor').mockImplementation(async () => {});
  vi.spyOn(fakeBrowser.action, 'setTitle').mockImplementation(async () => {});
  vi.spyOn(fakeBrowser.idle, 'setDetectionInterval').mockImplementation(() => {});
  // As without the optional permissions, and on Android.
  Object.assign(fakeBrowser, { downloads: undefined, notifications: undefined, contextMenus: undefined });
  return { bugs };
}
