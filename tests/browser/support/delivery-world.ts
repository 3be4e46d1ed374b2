import type { Page } from 'playwright-core';
import { z } from 'zod';
import type { HostHandler } from '../../simulator/host-handler.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';
import { type ApiMdm, apiMdms, deliverySeed, headOffice, wishOf } from './api-mdms.ts';
import { createScreen } from './extension.ts';
import { launchWithKnownHosts } from './granted-hosts.ts';
import { waitFor } from './wait-for.ts';

const Asked = z.array(z.object({ origins: z.array(z.string()), isClick: z.boolean() }));
const Saved = z.object({ id: z.string() });
const Started = z.object({ deliveryId: z.string() });
const Mdms = z.array(
  z.looseObject({ id: z.string(), checked: z.object({ failure: z.unknown().optional() }).optional() }),
);
const Deliveries = z.array(
  z.looseObject({
    id: z.string(),
    state: z.string(),
    recordName: z.string().optional(),
    choices: z.array(z.object({ id: z.string() }).loose()).optional(),
    failure: z.object({ code: z.string(), details: z.record(z.string(), z.unknown()).optional() }).optional(),
  }),
);

/** Notes in `window.asked` what the page asks the browser for, and whether that happens in a click. */
const noteRequests = `(() => {
  if (!globalThis.chrome?.permissions || window.asked) return;
  window.asked = [];
  for (const api of new Set([chrome.permissions, globalThis.browser?.permissions ?? chrome.permissions])) {
    const request = api.request;
    api.request = (wish) => {
      window.asked.push({ origins: wish.origins, isClick: navigator.userActivation.isActive });
      return request.call(api, wish);
    };
  }
})()`;

/**
 * One location with its token in the production build, beside every MDM with an API. Each of their hosts has a cookie of
 * its own in this browser, and may get the token only after `mean`.
 */
export async function openDeliveryWorld(
  more: readonly string[] = [],
  extraHosts: Record<string, HostHandler> = {},
) {
  const simulator = await startSimulator({ seed: deliverySeed, extraHosts });
  const mdms = apiMdms(simulator.mdm);
  const origins = [
    ...new Set(mdms.flatMap((one) => one.origins)),
    ...[...more, ...Object.keys(extraHosts)].map((host) => `https://${host}/*`),
  ];
  const chromium = await launchWithKnownHosts(origins, { net: simulator });
  await chromium.context.addCookies(
    origins.map((pattern) => ({
      ...{
        name: 'session',
        value: 'signed-in',
        domain: new URL(pattern.replace('*', '')).hostname,
        path: '/',
      },
      ...{ secure: true, httpOnly: true, sameSite: 'None' as const },
    })),
  );
  await chromium.context.addInitScript(noteRequests);
  const page = await chromium.openConsole('/tokens');
  const screen = createScreen(page);
  const token = simulator.tokens.office ?? '';
  await screen.link(token);
  await screen.settled();
  const { expiresAt } = simulator.apple.tokens.expectNewest('office');

  const deliveries = async () => Deliveries.parse(await screen.rows('deliveries'));
  const delivery = (id: string, states: readonly string[]) =>
    waitFor(async () => (await deliveries()).find((one) => one.id === id && states.includes(one.state)), {
      message: `the delivery is ${states.join(' or ')}`,
      timeout: 30_000,
    });
  /** Waits until it is through or asks. */
  const rested = (id: string) => delivery(id, ['done', 'failed', 'asking']);

  const start = async (mdmId: string) =>
    Started.parse(await screen.send('delivery.start', { uId: headOffice.uId, mdmId }));

  return {
    ...{ simulator, mdms, chromium, page, screen, token, expiresAt, deliveries, delivery, rested },
    asked: async (from: Page = page) => Asked.parse(await from.evaluate('window.asked')),
    isAllowed: (wanted: readonly string[]) =>
      page.evaluate(`chrome.permissions.contains(${JSON.stringify({ origins: wanted })})`),
    save: async (mdm: ApiMdm, changes: Record<string, string> = {}) =>
      Saved.parse(await screen.send('mdm.save', wishOf(mdm, changes))).id,
    mdmRows: async () => Mdms.parse(await screen.rows('mdms')),
    start,
    /** Hands the location's token over. @returns its row, once it is through or asks */
    deliver: async (mdmId: string) => rested((await start(mdmId)).deliveryId),
    /** The admin's answer. @returns the row, once it is through */
    async choose(deliveryId: string, choice: object) {
      await screen.send('delivery.choose', { deliveryId, choice, claim: false });
      return delivery(deliveryId, ['done', 'failed']);
    },
    /** A fresh MDM: no records, no requests, nothing wrong with it. */
    expectMdm(connector: string): ApiMdm {
      const found = mdms.find((mdm) => mdm.connector === connector);
      if (!found) throw new Error(`No MDM ${connector}`);
      return found;
    },
    /** The admin's hand at the vendor's sign-in page, whenever it opens. */
    signInWhenAsked(): void {
      chromium.context.on('page', (page) => {
        page
          .locator('#sign-in')
          .click({ timeout: 60_000 })
          .catch(() => undefined);
      });
    },
    reset({ mdm, host }: ApiMdm): void {
      mdm.records.length = 0;
      mdm.requests.length = 0;
      Object.assign(mdm.switches, {
        ...{ down: false, fault: undefined, throttle: { times: 0, seconds: 1 }, roleMissing: false },
        ...{ lagReads: 0, loseWrites: 0 },
      });
      simulator.mdm.mean(host);
    },
    close: async () => {
      await chromium.close();
      await simulator.close();
    },
  };
}
export type DeliveryWorld = Awaited<ReturnType<typeof openDeliveryWorld>>;
