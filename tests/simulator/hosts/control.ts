import { z } from 'zod';
import type { AppleService } from '../apple/apple-service.ts';
import type { HostHandler } from '../host-handler.ts';
import type { RequestLog } from '../server/request-log.ts';

const pricing = z.enum(['STDQ', 'PLUS']).default('STDQ');
const holder = z.union([z.object({ serialNumber: z.string() }), z.object({ clientUserId: z.string() })]);
const tokenState = z.enum(['valid', 'expired', 'revoked', 'read-only', 'legacy']);
const location = z.string();
const licences = z.object({ location, adamId: z.string(), pricingParam: pricing, count: z.number().int() });
const assignment = z.object({ location, adamId: z.string(), pricingParam: pricing, holder });
const retryAfter = z.union([z.object({ seconds: z.number() }), z.object({ dateInSeconds: z.number() })]);
const effect = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('error'),
    errorNumber: z.number(),
    status: z.number().optional(),
    retryAfter: retryAfter.optional(),
  }),
  z.object({ kind: z.literal('html'), status: z.number(), retryAfter: retryAfter.optional() }),
  z.object({ kind: z.enum(['drop', 'lose', 'truncate']) }),
  z.object({ kind: z.literal('slow'), ms: z.number() }),
]);

/** The acts of the control host by name: what they take and what they do. */
function createActs(apple: AppleService, log: RequestLog) {
  const act = <S extends z.ZodType>(input: S, run: (value: z.output<S>) => unknown) => ({
    run: (value: unknown) => run(input.parse(value)) ?? { done: true },
  });
  return {
    state: act(z.unknown(), () => ({
      locations: apple.locationKeys(),
      config: apple.config,
      tokens: apple.tokens.list().map(({ name, locationKey, state }) => ({ name, locationKey, state })),
      events: apple.events.list().map(({ eventId, type, status }) => ({ eventId, type, status })),
    })),
    log: act(z.unknown(), () => ({ entries: log.entries.slice(-200), offences: log.offences })),
    assets: act(z.object({ location }), (v) => apple.dumpAssets(v.location)),
    users: act(z.object({ location }), (v) => apple.dumpUsers(v.location)),
    assignments: act(z.object({ location }), (v) => apple.dumpAssignments(v.location)),
    buy: act(licences, (v) => apple.buy(v.location, v.adamId, v.pricingParam, v.count)),
    refund: act(licences, (v) => apple.refund(v.location, v.adamId, v.pricingParam, v.count)),
    transfer: act(licences.extend({ to: location }), (v) =>
      apple.transfer(v.location, v.to, v.adamId, v.pricingParam, v.count),
    ),
    assign: act(assignment, (v) => apple.assign(v.location, v.adamId, v.pricingParam, v.holder)),
    unassign: act(assignment, (v) => apple.unassign(v.location, v.adamId, v.pricingParam, v.holder)),
    accept: act(z.object({ inviteCode: z.string(), account: z.string() }), (v) =>
      apple.acceptInvitation(v.inviteCode, v.account),
    ),
    'issue-token': act(
      z.object({ location, expiresInDays: z.number().default(365), state: tokenState.default('valid') }),
      (v) => ({ token: apple.issueToken(v.location, { expiresInDays: v.expiresInDays, state: v.state }) }),
    ),
    'token-state': act(z.object({ token: z.string(), state: tokenState }), (v) =>
      apple.setTokenState(v.token, v.state),
    ),
    'mdm-info': act(
      z.object({
        location,
        mdmInfo: z.object({ id: z.string(), name: z.string(), metadata: z.string() }).optional(),
      }),
      (v) => apple.setMdmInfo(v.location, v.mdmInfo),
    ),
    config: act(z.record(z.string(), z.unknown()), (v) => {
      const { limits, ...switches } = v;
      for (const [name, value] of Object.entries(switches)) checkSwitch(apple.config, name, value);
      Object.assign(apple.config, switches);
      Object.assign(apple.config.limits, z.record(z.string(), z.number()).optional().parse(limits));
      return apple.config;
    }),
    advance: act(z.object({ ms: z.number() }), (v) => apple.advance(v.ms)),
    fault: act(
      z.object({
        host: z.string().optional(),
        method: z.string().optional(),
        path: z.string().default(''),
        skip: z.number().default(0),
        count: z.number().default(1),
        effect,
      }),
      ({ host, method, path, skip, count, effect: chosen }) => {
        const match = {
          path: new RegExp(path),
          skip,
          count,
          ...(host && { host }),
          ...(method && { method }),
        };
        apple.faults.add(match, chosen);
        return undefined;
      },
    ),
    'clear-faults': act(z.unknown(), () => apple.faults.clear()),
  };
}

/**
 * `https://simulator.test/`: a person's or another process's hand on the simulator, JSON both ways.
 * Web pages are kept out: what a browser sends on a page's behalf carries an Origin.
 */
export function createControlHost(apple: AppleService, log: RequestLog): HostHandler {
  const acts = new Map(Object.entries(createActs(apple, log)));
  return ({ method, url, headers, body }, response) => {
    const reply = (status: number, value: unknown): void => {
      response
        .writeHead(status, { 'content-type': 'application/json' })
        .end(`${JSON.stringify(value, undefined, 1)}\n`);
    };
    if (headers.origin !== undefined) return reply(403, { error: 'Not for web pages' });
    const name = url.pathname.slice(1);
    if (name === '') return reply(200, { post: [...acts.keys()].map((known) => `/${known}`) });
    const act = acts.get(name);
    if (!act) return reply(404, { error: `No act ${name}` });
    if (method !== 'POST') return reply(405, { error: 'POST a JSON object' });
    try {
      return reply(200, act.run(body.length === 0 ? {} : JSON.parse(body.toString('utf8'))));
    } catch (error) {
      return reply(400, { error: error instanceof Error ? error.message : String(error) });
    }
  };
}

/** A switch keeps its kind; a typing error must not pass for a setting. */
function checkSwitch(config: object, name: string, value: unknown) {
  const now = Object.entries(config).find(([known]) => known === name);
  if (!now) throw new Error(`No switch ${name}`);
  if (value !== null && now[1] !== null && typeof value !== typeof now[1])
    throw new Error(`Wrong kind for ${name}`);
}
