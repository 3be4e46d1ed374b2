import { Agent, request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Fetch } from '../../../lib/apple/http.ts';

/** A fetch that finds Apple's hosts on the simulator, and keeps what it was asked to send. */
export function createSimulatorFetch(port: number) {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  onTestFinished(() => agent.destroy());
  const sent: { method: string; path: string; body: string }[] = [];

  const fetch: Fetch = (text, { method = 'GET', headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const url = new URL(text);
      const path = url.pathname + url.search;
      const payload = typeof body === 'string' ? body : '';
      sent.push({ method, path, body: payload });
      const outgoing = request({
        ...{ host: '127.0.0.1', port, servername: url.host, agent, method, path },
        ...(signal && { signal }),
        headers: { ...Object.fromEntries(new Headers(headers)), host: url.host },
      });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        const found = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
        const answer = { status: incoming.statusCode ?? 0, headers: Object.fromEntries(found) };
        buffer(incoming).then((bytes) => resolve(new Response(bytes, answer)), reject);
      });
      outgoing.end(payload);
    });
  return { fetch, sent };
}
