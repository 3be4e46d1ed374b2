import { IDBFactory } from 'fake-indexeddb';
import { onTestFinished, vi } from 'vitest';
import type { DeliveryRow, MdmRow } from '../../../lib/cache/mdm-rows.ts';
import { createDeliveries } from '../../../lib/mdm/deliver/create-deliveries.ts';
import { createMdms } from '../../../lib/mdm/deliver/mdms.ts';
import { fingerprint } from '../../../lib/platform/base64.ts';
import type { Clock } from '../../../lib/platform/clock.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { createSessionMemory } from '../../../lib/platform/session-memory.ts';
import type { createVault } from '../../../lib/vault/create-vault.ts';
import { locationRow, openFreshDatabase } from '../cache/fresh-database.ts';
import { openMdmWorld } from './mdm-world.ts';

export const secretNames = new Set(['clientSecret', 'apiToken', 'apiKey', 'refreshToken']);

/** A clock whose sleeps cost no time: each one moves it on. */
function createQuickClock(): Clock {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    async sleep(ms, signal) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      if (signal?.aborted) throw signal.reason;
      ahead += ms;
    },
  };
}

/** Deliveries over the simulated MDMs; `revive` is the next background over the same stores. */
export async function openDeliveryWorld() {
  const world = await openMdmWorld();
  const indexedDB = new IDBFactory();
  const cache = openFreshDatabase(indexedDB);
  const { uId } = world.delivery;
  const print = await fingerprint(world.token);
  await cache.locations.put({
    ...locationRow(uId, world.delivery.locationName),
    ...{ orgName: world.delivery.orgName, expiresAt: world.delivery.expiresAt, fingerprint: print },
  });
  const session = createSessionMemory(world.area);
  const lock = { isOn: false };
  const secrets = new Map<string, string>([[`token:${uId}`, world.token]]);
  const vault: Pick<ReturnType<typeof createVault>, 'expect' | 'put' | 'remove' | 'names'> = {
    async expect(name) {
      const text = secrets.get(name);
      if (lock.isOn) throw new AppError('vault-locked');
      if (text === undefined) throw new AppError('token-missing');
      return text;
    },
    async put(name, text) {
      if (lock.isOn) throw new AppError('vault-locked');
      secrets.set(name, text);
    },
    remove: async (name) => void secrets.delete(name),
    names: async () => [...secrets.keys()],
  };
  const removed: string[] = [];
  /** What the browser allows, besides the hosts of the manifest. */
  const allowed: string[] = [];
  const report = vi.fn();
  const clock = createQuickClock();
  let made = 0;
  const randomId = () => `id-${++made}`;

  function revive() {
    const mdms = createMdms({
      ...world.reachDeps,
      ...{ cache, vault, randomId, report, now: () => clock.now() },
      removePermission: async (patterns) => removed.push(...patterns),
      allowedHosts: async () => allowed,
    });
    const deliveries = createDeliveries({
      ...{ cache, clock, mdms, randomId, report },
      expectToken: (id) => vault.expect(`token:${id}`),
      keepAlive: async () => undefined,
    });
    return { mdms, deliveries };
  }
  const first = revive();
  onTestFinished(() => void cache.close());

  async function save(connector: string, changes: Record<string, string> = {}): Promise<string> {
    const values = Object.entries({ ...world.forms[connector], ...changes });
    const settings = Object.fromEntries(values.filter(([name]) => !secretNames.has(name)));
    const own = Object.fromEntries(values.filter(([name]) => secretNames.has(name)));
    const way: MdmRow['way'] = { by: 'api', connector };
    return first.mdms.save({ way, name: connector, settings, secrets: own });
  }

  const row = async (id: string): Promise<DeliveryRow> => {
    const found = await cache.deliveries.get(id);
    if (!found) throw new Error(`No delivery ${id}`);
    return found;
  };
  /** Hands the token over and waits until it is through or asks. */
  async function deliver(mdmId: string, claim = false): Promise<DeliveryRow> {
    const id = await first.deliveries.start(uId, mdmId, claim);
    await first.deliveries.idle();
    return row(id);
  }
  const events = async () => (await cache.timeline.toArray()).map(({ event }) => event);
  return {
    ...world,
    ...first,
    ...{
      cache,
      clock,
      uId,
      lock,
      secrets,
      removed,
      allowed,
      report,
      session,
      revive,
      save,
      row,
      deliver,
      events,
    },
  };
}
