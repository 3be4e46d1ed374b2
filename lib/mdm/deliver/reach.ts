import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { readAtMost } from '../../platform/read-at-most.ts';
import { sendRequest } from '../../platform/send-request.ts';
import type { SessionMemory } from '../../platform/session-memory.ts';
import { patternOf } from '../catalogue/connector-form.ts';
import type { ConnectorReach } from '../connectors/connector.ts';

export interface ReachDeps {
  fetch(url: string, init: RequestInit): Promise<Response>;
  clock: Clock;
  session: SessionMemory;
  hasPermission(pattern: string): Promise<boolean>;
  /** `identity.launchWebAuthFlow`. Undefined or a rejection: the admin closed it. */
  launchSignIn(url: string): Promise<string | undefined>;
  redirectUri(): string;
}

export const memoryPrefix = (mdmId: string) => `mdm:${mdmId}:`;

/** Records of locations have some hundred bytes each. */
const mostBytes = 16 * 1024 * 1024;

async function readText(response: Response): Promise<string> {
  const parts = await readAtMost(response, mostBytes);
  if (!parts) throw new AppError('mdm-unexpected', { place: 'size' });
  return new Blob(parts).text();
}

/** Whatever comes first; what comes later is dropped. @throws AppError cancelled */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = () => reject(new AppError('cancelled'));
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/**
 * The way to one MDM: only to the hosts that its form names and the admin allowed, without cookies, following no
 * redirect. `attended` tells whether somebody is there to sign in. `print` stands for the settings: an access token that
 * was asked for with others is never found.
 */
export function createReach(
  deps: ReachDeps,
  target: { mdmId: string; print: string; patterns: readonly string[]; attended: boolean },
): ConnectorReach {
  const { clock, session } = deps;
  const key = (name: string) => `${memoryPrefix(target.mdmId)}${target.print}:${name}`;

  async function admit(url: string): Promise<string> {
    const { host } = new URL(url);
    const pattern = patternOf(url);
    if (!target.patterns.includes(pattern)) throw new AppError('bug', { name: 'ForeignHost' });
    if (!(await deps.hasPermission(pattern))) throw new AppError('mdm-permission', { address: host });
    return host;
  }

  return {
    clock,
    async send({ url, ...request }, signal) {
      const address = await admit(url);
      const { status, headers, body } = await sendRequest(
        deps,
        url,
        request,
        readText,
        ({ timedOut }) => new AppError(timedOut ? 'mdm-timed-out' : 'mdm-unreachable', { address }),
        signal,
      );
      return { status, headers, text: body };
    },
    memory: {
      get: (name) => session.get(key(name), z.string()),
      set: (name, value) => session.set(key(name), value),
      remove: (name) => session.remove(key(name)),
    },
    async signIn(url, signal) {
      if (!target.attended) throw new AppError('mdm-sign-in', { reason: 'unattended' });
      const address = await admit(url);
      if (signal?.aborted) throw new AppError('cancelled');
      const asked = deps.launchSignIn(url).catch((error: unknown) => {
        // Chromium's words; a closed window has others.
        const isLoaded = !(error instanceof Error && /could not be loaded/i.test(error.message));
        throw isLoaded ? new AppError('sign-in-cancelled') : new AppError('mdm-unreachable', { address });
      });
      // A window that nobody closes must hold up neither a stop nor a wipe.
      const back = await unlessAborted(asked, signal);
      if (back === undefined) throw new AppError('sign-in-cancelled');
      return back;
    },
    redirectUri: deps.redirectUri,
  };
}
