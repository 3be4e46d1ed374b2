import type { AppleService } from '../apple/apple-service.ts';
import type { RequestLog } from '../server/request-log.ts';
import { createApplivery } from './applivery.ts';
import { createFleet } from './fleet.ts';
import { createIntune } from './intune.ts';
import { createJamfPro } from './jamf-pro.ts';
import { createManageEngine } from './manageengine.ts';
import type { MdmParts, TokenFacts } from './mdm-kit.ts';
import { createMeraki } from './meraki.ts';
import { createZentral } from './zentral.ts';

/** Every simulated MDM. A token that reaches one is an offence, unless the test said that it is meant. */
export function createMdmPark(apple: AppleService, log: RequestLog) {
  const parts: MdmParts = {
    clock: apple.clock,
    report: log.report,
    lookUp: (text) => lookUp(apple, text),
  };
  const mdms = {
    intune: createIntune(parts),
    jamf: createJamfPro(parts),
    fleet: createFleet(parts),
    manageEngine: createManageEngine(parts),
    applivery: createApplivery(parts),
    meraki: createMeraki(parts),
    zentral: createZentral(parts),
  };
  return {
    ...mdms,
    hosts: Object.fromEntries(Object.values(mdms).flatMap(({ hosts }) => Object.entries(hosts))),
    /** The hosts that may get a token from now on. */
    mean: (...hosts: string[]) => {
      apple.config.tokenHosts = ['vpp.itunes.apple.com', ...hosts];
    },
  };
}
export type MdmPark = ReturnType<typeof createMdmPark>;

function lookUp(apple: AppleService, text: string): TokenFacts {
  const token = apple.tokens.getToken(text);
  if (!token) return { uId: '', locationName: '', orgName: '', country: '', expiresAt: 0, state: 'invalid' };
  const { uId, name, country } = apple.expectLocation(token.locationKey);
  const isOver = token.expiresAt <= apple.clock.now();
  const state = isOver ? 'expired' : token.state === 'valid' ? 'valid' : 'revoked';
  return { uId, locationName: name, orgName: orgNameIn(text), country, expiresAt: token.expiresAt, state };
}

function orgNameIn(text: string): string {
  const content: unknown = JSON.parse(Buffer.from(text, 'base64').toString('utf8'));
  return typeof content === 'object' && content !== null && 'orgName' in content
    ? String(content.orgName)
    : '';
}
