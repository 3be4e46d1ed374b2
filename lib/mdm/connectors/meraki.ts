/** Cisco Meraki Systems Manager, reference 2.6: read only, and never one account alone, since that shows the token. */
import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { isMerakiRegion, merakiOrigins } from '../catalogue/connector-forms.ts';
import { expectOk, expectRecord, expectSetting, facts, readDate, readJson, works } from './answers.ts';
import type { Connector, MdmRecord } from './connector.ts';

/** `contentToken` and `vppServiceToken` stand there too, and are dropped here. */
const accounts = z.array(
  z.object({
    id: z.string(),
    name: z.string().nullish(),
    vppLocationName: z.string().nullish(),
    parsedToken: z.object({ orgName: z.string().nullish(), expiresAt: z.string().nullish() }).nullish(),
  }),
);

export const meraki: Connector = {
  id: 'meraki',
  open(settings, reach) {
    const region = expectSetting(settings, 'region');
    if (!isMerakiRegion(region)) throw new AppError('mdm-settings', { field: 'region' });
    const organization = encodeURIComponent(expectSetting(settings, 'organizationId'));
    const url = `${merakiOrigins[region]}/api/v1/organizations/${organization}/sm/vppAccounts`;
    const authorization = `Bearer ${expectSetting(settings, 'apiKey')}`;

    async function readAll(signal?: AbortSignal): Promise<MdmRecord[]> {
      const headers = { accept: 'application/json', authorization };
      const answer = await reach.send({ method: 'GET', url, headers }, signal);
      const codes = { 404: 'mdm-not-allowed' } as const;
      expectOk(answer, { role: 'Organization administrator', now: reach.clock.now(), codes });
      return readJson(answer, accounts).map(({ id, name, vppLocationName, parsedToken }) => ({
        id,
        name: name || id,
        ...facts({
          locationName: vppLocationName,
          organizationName: parsedToken?.orgName,
          expiresAt: readDate(parsedToken?.expiresAt),
        }),
      }));
    }

    return {
      test: (signal) => works(readAll(signal)),
      list: readAll,
      read: async (id, signal) => expectRecord(await readAll(signal), id),
    };
  },
};
