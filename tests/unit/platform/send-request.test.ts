import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../../../lib/platform/clock.ts';
import { AppError } from '../../../lib/platform/errors.ts';
import { sendRequest } from '../../../lib/platform/send-request.ts';

const secret = 'eyJ0b2tlbiI6InNlY3JldCJ9';
/** What reached the host that a redirect points to. */
const elsewhere: string[] = [];
let servers: Server[] = [];

const listen = (server: Server) =>
  new Promise<string>((resolve) => {
    servers = [...servers, server];
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
let mdm = '';

beforeAll(async () => {
  const other = await listen(
    createServer((request, response) => {
      elsewhere.push(JSON.stringify(request.headers));
      response.end('{}');
    }),
  );
  mdm = await listen(
    createServer((request, response) => {
      const status = Number(request.url?.slice(1));
      response.writeHead(status, { location: `${other}/collect` }).end();
    }),
  );
});
afterAll(() => {
  for (const server of servers) server.close();
});

test.each([301, 302, 303, 307, 308])(
  'a server that answers %i with another address gets no secret carried there, and no error quotes it',
  async (status) => {
    for (const method of ['GET', 'POST']) {
      const error = await sendRequest(
        { fetch: (url, init) => fetch(url, init), clock: systemClock },
        `${mdm}/${status}`,
        {
          method,
          headers: { authorization: `Bearer ${secret}` },
          ...(method === 'POST' && { body: secret }),
        },
        (response) => response.text(),
        () => new AppError('mdm-unreachable', { address: new URL(mdm).host }),
      ).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code: 'mdm-unreachable' });
      expect(JSON.stringify(error) + String(error)).not.toContain(secret);
    }
    expect(elsewhere).toEqual([]);
  },
);
