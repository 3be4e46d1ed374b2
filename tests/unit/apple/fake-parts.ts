import { vi } from 'vitest';
import { createGovernors, type GovernorState } from '../../../lib/apple/governor.ts';
import type { Fetch } from '../../../lib/apple/http.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { createFakeClock } from './fake-clock.ts';

export function createMemoryStore() {
  const states = new Map<string, GovernorState>();
  return {
    states,
    saves: 0,
    async load(key: string): Promise<unknown> {
      return states.get(key);
    },
    async save(key: string, state: GovernorState) {
      this.saves++;
      states.set(key, { ...state });
    },
  };
}

export function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' }, ...init });
}

/** The parts that the client and the look-ups are made of, around one answering function. */
export function createParts(answer: (url: URL, init: RequestInit) => Response | Promise<Response>) {
  const time = createFakeClock();
  const store = createMemoryStore();
  const fetch = vi.fn<Fetch>(async (url, init) => answer(new URL(url), init));
  const hasPermission = vi.fn(async () => true);
  return {
    time,
    store,
    fetch,
    deps: {
      fetch,
      clock: time.clock,
      hasPermission,
      governor: createGovernors({ clock: time.clock, random: () => 0, store }),
    },
  };
}

/** The AppError that `work` fails with. */
export async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof AppError) return error;
  throw new Error(`expected an AppError, got ${String(error)}`);
}
