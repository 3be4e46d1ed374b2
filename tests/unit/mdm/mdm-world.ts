import { Agent, request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { checkFields, type Settings } from '../../../lib/mdm/catalogue/connector-form.ts';
import { getConnectorForm } from '../../../lib/mdm/catalogue/connector-forms.ts';
import type { Delivery } from '../../../lib/mdm/connectors/connector.ts';
import { getConnector } from '../../../lib/mdm/connectors/registry.ts';
import { createReach, type ReachDeps } from '../../../lib/mdm/deliver/reach.ts';
import { systemClock } from '../../../lib/platform/clock.ts';
import { createSessionMemory } from '../../../lib/platform/session-memory.ts';
import type { LocationSeed } from '../../simulator/seeds/seed-types.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';
import { createMemoryArea } from '../memory-area.ts';

export const redirectUri = `https://${'abcdefgh'.repeat(4)}.chromiumapp.org/`;
const ownOrigin = `chrome-extension://${'abcdefgh'.repeat(4)}`;

const seed: LocationSeed[] = ['Head Office', 'Warehouse'].map((name, index) => ({
  ...{ key: name, uId: `20490250004314${index}`, name, country: 'US', platform: 'enterprisestore' as const },
  ...{ orgName: 'ORG12345', assets: [] },
}));

/** A simulated park of MDMs, and what a connector needs to reach it from Node as from a browser. */
export async function openMdmWorld() {
  const simulator = await startSimulator({ seed });
  onTestFinished(() => simulator.close());
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  onTestFinished(() => agent.destroy());
  const area = createMemoryArea();
  const allowed = { all: true };
  const signIns: string[] = [];
  const signIn = { as: 'sign-in' as 'sign-in' | 'cancel' };

  async function send(url: string, init: RequestInit = {}): Promise<Response> {
    // The platform's own encoding of forms, as the browser sends them.
    const encoded = new Request(url, { ...init, method: init.method ?? 'GET', signal: null });
    const bytes = Buffer.from(await encoded.arrayBuffer());
    const headers = {
      ...Object.fromEntries(encoded.headers),
      host: encoded.url.split('/')[2] ?? '',
      origin: ownOrigin,
    };
    return new Promise((resolve, reject) => {
      const { pathname, search, hostname } = new URL(url);
      const outgoing = request({
        ...{ host: '127.0.0.1', port: simulator.port, servername: hostname, agent, method: encoded.method },
        ...{ path: pathname + search, headers: { ...headers, 'content-length': bytes.length } },
        ...(init.signal && { signal: init.signal }),
      });
      outgoing.on('error', reject);
      outgoing.on('response', (incoming) => {
        const found = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
        buffer(incoming).then((body) => {
          const status = incoming.statusCode ?? 0;
          resolve(new Response(status === 204 ? null : body, { status, headers: Object.fromEntries(found) }));
        }, reject);
      });
      outgoing.end(bytes);
    });
  }

  const reachDeps: ReachDeps = {
    fetch: send,
    clock: systemClock,
    session: createSessionMemory(area),
    hasPermission: async () => allowed.all,
    async launchSignIn(url) {
      signIns.push(url);
      const page = await (await send(url)).text();
      const link = new RegExp(`id="${signIn.as}" href="([^"]+)"`).exec(page)?.[1];
      return link?.replaceAll('&amp;', '&');
    },
    redirectUri: () => redirectUri,
  };

  const { jamf, fleet, manageEngine, applivery, meraki, zentral, intune } = simulator.mdm;
  /** The whole form of each connector, filled in rightly. */
  const forms: Record<string, Settings> = {
    intune: { cloud: 'global', clientId: intune.settings.clientId },
    'jamf-pro': {
      ...{ origin: 'https://acme.jamfcloud.com', clientId: jamf.settings.clientId },
      clientSecret: jamf.secret,
    },
    fleet: { origin: 'https://fleet.example.org', apiToken: fleet.secret },
    manageengine: { origin: 'https://mdm.example.org', apiKey: manageEngine.secret },
    'manageengine-cloud': { origin: 'https://mdm.manageengine.com', ...manageEngine.settings },
    applivery: { organizationId: applivery.settings.organizationId, apiKey: applivery.secret },
    meraki: { region: 'global', organizationId: meraki.settings.organizationId, apiKey: meraki.secret },
    zentral: { origin: 'https://zentral.example.org', apiToken: zentral.secret },
  };

  function open(id: string, changes: Settings = {}) {
    const form = getConnectorForm(id);
    const connector = getConnector(id);
    if (!form || !connector) throw new Error(`No connector ${id}`);
    const checked = checkFields(form.fields, { ...forms[id], ...changes });
    if (!checked.ok) throw new Error(`${id}: ${checked.field}`);
    const target = { mdmId: id, print: 'p', patterns: form.origins(checked.values), attended: true };
    return connector.open(checked.values, createReach(reachDeps, target));
  }
  /** With records that can be listed. */
  function openRecords(id: string, changes: Settings = {}) {
    const session = open(id, changes);
    if ('upsert' in session) throw new Error(`${id} has no records`);
    return session;
  }

  const token = simulator.tokens['Head Office'] ?? '';
  const expiresAt = simulator.apple.tokens.expectNewest('Head Office').expiresAt;
  const delivery: Delivery = {
    ...{ token, fileName: 'sToken_for_Head_Office.vpptoken', uId: seed[0]?.uId ?? '' },
    ...{ locationName: 'Head Office', orgName: 'ORG12345', expiresAt },
  };
  return {
    ...{ simulator, reachDeps, area, allowed, signIns, signIn, forms, open, openRecords, delivery, token },
  };
}
export type MdmWorld = Awaited<ReturnType<typeof openMdmWorld>>;
