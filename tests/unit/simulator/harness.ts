import { Agent, request } from 'node:https';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { LocationSeed } from '../../simulator/seeds/seed-types.ts';
import { type Simulator, type SimulatorOptions, startSimulator } from '../../simulator/start-simulator.ts';

const errorInfo = z.object({
  assets: z.array(z.object({ adamId: z.string(), pricingParam: z.string() })).optional(),
  clientUserIds: z.array(z.string()).optional(),
  serialNumbers: z.array(z.string()).optional(),
});
const failure = z.object({
  errorNumber: z.number(),
  errorMessage: z.string(),
  errorInfo: errorInfo.optional(),
});

/** Every field that a test looks at, all optional; what is not a field of Apple's is kept for equality checks. */
const answerBody = z.looseObject({
  errorNumber: z.number().optional(),
  errorMessage: z.string().optional(),
  errorInfo: errorInfo.optional(),
  eventId: z.string().optional(),
  eventStatus: z.string().optional(),
  eventType: z.string().optional(),
  numRequested: z.number().optional(),
  numCompleted: z.number().optional(),
  failures: z.array(failure).optional(),
  versionId: z.string().optional(),
  currentPageIndex: z.number().optional(),
  nextPageIndex: z.number().optional(),
  totalPages: z.number().optional(),
  size: z.number().optional(),
  uId: z.string().optional(),
  tokenExpirationDate: z.string().optional(),
  mdmInfo: z.object({ id: z.string(), name: z.string(), metadata: z.string() }).optional(),
  assets: z.array(z.looseObject({ adamId: z.string(), pricingParam: z.string() })).optional(),
  unlimitedAssets: z.array(z.looseObject({ adamId: z.string() })).optional(),
  assignments: z
    .array(
      z.looseObject({
        adamId: z.string(),
        pricingParam: z.string(),
        clientUserId: z.string().optional(),
        serialNumber: z.string().optional(),
      }),
    )
    .optional(),
  users: z
    .array(
      z.looseObject({
        clientUserId: z.string(),
        status: z.string(),
        email: z.string().optional(),
        idHash: z.string().optional(),
        inviteCode: z.string().optional(),
      }),
    )
    .optional(),
  limits: z.record(z.string(), z.number()).optional(),
  urls: z.record(z.string(), z.string()).optional(),
  errorCodes: z.array(z.object({ errorNumber: z.number(), errorMessage: z.string() })).optional(),
  results: z.array(z.looseObject({ trackId: z.number(), trackName: z.string() })).optional(),
});

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  bytes: Buffer;
  /** The parsed JSON; throws when the body is none. */
  json: z.infer<typeof answerBody>;
}

interface AskOptions {
  host?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** Whole Authorization header; null sends none. */
  authorization?: string | null;
}

/** A simulator with a clock that only tests move, closed when the test is over. */
export async function startTestSimulator(options: SimulatorOptions = {}) {
  const clock = { time: Date.UTC(2026, 8, 1), now: () => clock.time };
  const simulator = await startSimulator({ clock, ...options });
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false, maxSockets: 32 });
  onTestFinished(async () => {
    agent.destroy();
    await simulator.close();
  });
  return { ...simulator, simulator, ...createClient(simulator, agent) };
}

function createClient({ port, tokens, apple }: Simulator, agent: Agent) {
  const bearer = `Bearer ${tokens[apple.locationKeys()[0] ?? ''] ?? ''}`;

  const ask = (path: string, options: AskOptions = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { host = 'vpp.itunes.apple.com', method = 'GET', authorization = bearer, body } = options;
      const isVpp = host === 'vpp.itunes.apple.com';
      const headers = {
        host,
        ...(isVpp && authorization !== null && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...options.headers,
      };
      const outgoing = request({ host: '127.0.0.1', port, servername: host, method, path, headers, agent });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const bytes = Buffer.concat(chunks);
          const text = bytes.toString('utf8');
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            bytes,
            text,
            get json() {
              return answerBody.parse(JSON.parse(text));
            },
          });
        });
      });
      outgoing.end(body);
    });

  const get = (path: string, options: AskOptions = {}) => {
    // The rate is a subject of its own; other tests take their time.
    apple.advance(1000);
    return ask(`/mdm/v2/${path}`, options);
  };
  const post = (path: string, body: unknown, options: AskOptions = {}) => {
    apple.advance(1000);
    return ask(`/mdm/v2/${path}`, { method: 'POST', body: JSON.stringify(body), ...options });
  };
  return {
    ask,
    get,
    post,
    /** Sends a write, lets all work be done and reads the event. */
    async finish(path: string, body: unknown) {
      const { status, json } = await post(path, body);
      if (status !== 200) throw new Error(`${path}: ${status} ${json.errorNumber}`);
      apple.finishEvents();
      return (await get(`status?eventId=${json.eventId}`)).json;
    },
    /** Reads all pages the way Apple says. */
    async walk(path: string) {
      const pages: Answer['json'][] = [];
      let next: number | undefined = 0;
      while (next !== undefined) {
        const { json }: Answer = await get(`${path}${path.includes('?') ? '&' : '?'}pageIndex=${next}`);
        pages.push(json);
        next = json.nextPageIndex;
      }
      return pages;
    },
  };
}

/** A small location of one's own. */
export function locationSeed(changes: Partial<LocationSeed> = {}): LocationSeed {
  return {
    key: 'here',
    uId: '2049025000431439',
    name: 'PS01',
    country: 'US',
    platform: 'volumestore',
    orgName: 'ORG12345',
    accountDomains: ['school.example'],
    assets: [
      { adamId: '100', total: 4 },
      { adamId: '200', total: 100 },
      { adamId: '300', total: 10, productType: 'Book' },
      { adamId: '300', pricingParam: 'PLUS', total: 10, productType: 'Book' },
      { adamId: '400', total: 'unlimited' },
      { adamId: '500', total: 10, deviceAssignable: false },
    ],
    users: ['client-1', 'client-2', 'client-3'].map((clientUserId) => ({
      clientUserId,
      email: `${clientUserId}@school.example`,
      status: 'Associated',
      appleAccount: `${clientUserId}@school.example`,
    })),
    ...changes,
  };
}
