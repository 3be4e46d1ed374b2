import { z } from 'zod';
import type { ConnectorAnswer, ConnectorReach, ConnectorRequest } from './connector.ts';

interface AccessToken {
  token: string;
  /** How long the MDM says that it lives. */
  seconds: number;
}
const kept = z.object({ token: z.string(), until: z.number() });
const name = 'access';
/** A request that leaves in time must not arrive too late. */
const MARGIN_MS = 10_000;

/** Requests with a short-lived access token, which is asked for when there is none, or the MDM takes it no more. */
export function createAccess(
  reach: ConnectorReach,
  scheme: string,
  obtain: (signal?: AbortSignal) => Promise<AccessToken>,
) {
  const { memory, clock } = reach;

  async function getKept(): Promise<string | undefined> {
    const text = await memory.get(name);
    if (text === undefined) return undefined;
    const { token, until } = kept.parse(JSON.parse(text));
    return until - MARGIN_MS > clock.now() ? token : undefined;
  }

  async function expectToken(signal?: AbortSignal): Promise<string> {
    const found = await getKept();
    if (found !== undefined) return found;
    const { token, seconds } = await obtain(signal);
    await memory.set(name, JSON.stringify({ token, until: clock.now() + seconds * 1000 }));
    return token;
  }

  async function sendOnce(request: ConnectorRequest, signal?: AbortSignal): Promise<ConnectorAnswer> {
    const authorization = `${scheme} ${await expectToken(signal)}`;
    return reach.send({ ...request, headers: { ...request.headers, authorization } }, signal);
  }

  return async function send(request: ConnectorRequest, signal?: AbortSignal): Promise<ConnectorAnswer> {
    const answer = await sendOnce(request, signal);
    if (answer.status !== 401) return answer;
    // A 401 did nothing, so it may go out again.
    await memory.remove(name);
    return sendOnce(request, signal);
  };
}
