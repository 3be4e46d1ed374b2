/** Microsoft Intune by Graph beta, reference 2.1: v1.0 tells no location. */
import { z } from 'zod';
import { AppError } from '../../platform/errors.ts';
import { intuneClouds, isIntuneCloud } from '../catalogue/connector-forms.ts';
import { createAccess } from './access.ts';
import { expectOk, expectSetting, facts, onSameOrigin, readDate, readJson, works } from './answers.ts';
import type { Connector, ConnectorRequest, Delivery, MdmRecord } from './connector.ts';
import { signInToEntra } from './entra.ts';

const vppToken = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  locationName: z.string().nullish(),
  organizationName: z.string().nullish(),
  expirationDateTime: z.string().nullish(),
  state: z.string().nullish(),
  lastModifiedDateTime: z.string().nullish(),
  lastSyncDateTime: z.string().nullish(),
});
const list = z.object({ value: z.array(vppToken), '@odata.nextLink': z.string().nullish() });

const states: Readonly<Record<string, NonNullable<MdmRecord['state']>>> = {
  valid: 'valid',
  expired: 'expired',
  invalid: 'invalid',
  assignedToExternalMDM: 'held-elsewhere',
  duplicateLocationId: 'duplicate',
};

function recordOf(found: z.infer<typeof vppToken>): MdmRecord {
  const { id, displayName, locationName, organizationName, state } = found;
  const times = [readDate(found.lastModifiedDateTime), readDate(found.lastSyncDateTime)];
  const changedAt = Math.max(...times.filter((at) => at !== undefined), 0);
  return {
    id,
    name: displayName || locationName || id,
    ...facts({ locationName, organizationName, expiresAt: readDate(found.expirationDateTime) }),
    ...(changedAt > 0 && { changedAt }),
    ...(state && { state: states[state] ?? ('unknown' as const) }),
  };
}

const type = { '@odata.type': '#microsoft.graph.vppToken' };
const json = { 'content-type': 'application/json' };

export const intune: Connector = {
  id: 'intune',
  open(settings, reach) {
    const cloud = expectSetting(settings, 'cloud');
    if (!isIntuneCloud(cloud)) throw new AppError('mdm-settings', { field: 'cloud' });
    const { login, graph } = intuneClouds[cloud];
    const base = `${graph}/beta/deviceAppManagement/vppTokens`;
    const send = createAccess(reach, 'Bearer', (signal) =>
      signInToEntra(
        {
          authority: `${login}/${encodeURIComponent(settings.tenant ?? 'organizations')}/oauth2/v2.0`,
          clientId: expectSetting(settings, 'clientId'),
          scope: `${graph}/DeviceManagementApps.ReadWrite.All offline_access`,
        },
        reach,
        signal,
      ),
    );

    async function call(request: ConnectorRequest, isOfRecord: boolean, signal?: AbortSignal) {
      const headers = { accept: 'application/json', ...request.headers };
      const answer = await send({ ...request, headers }, signal);
      expectOk(answer, {
        role: 'DeviceManagementApps.ReadWrite.All, Managed apps',
        now: reach.clock.now(),
        isOfRecord,
        // A new record has more fields that may be wrong than its token.
        codes: request.method === 'PATCH' ? { 400: 'mdm-refused-token' } : {},
      });
      return answer;
    }
    const addressOf = (id: string) => `${base}/${encodeURIComponent(id)}`;
    const taking = (claim: boolean) => (claim ? { claimTokenManagementFromExternalMdm: true } : {});

    async function readPage(url: string, signal?: AbortSignal) {
      return readJson(await call({ method: 'GET', url }, false, signal), list);
    }

    return {
      test: (signal) => works(readPage(base, signal)),
      async list(signal) {
        const records: MdmRecord[] = [];
        for (let url: string | undefined = base; url !== undefined; ) {
          const found: z.infer<typeof list> = await readPage(url, signal);
          records.push(...found.value.map(recordOf));
          const next = found['@odata.nextLink'];
          url = next ? onSameOrigin(next, graph) : undefined;
        }
        return records;
      },
      read: async (id, signal) =>
        recordOf(readJson(await call({ method: 'GET', url: addressOf(id) }, true, signal), vppToken)),
      async renew(record, { token }, { claim }, signal) {
        const body = JSON.stringify({ ...type, token, ...taking(claim) });
        await call({ method: 'PATCH', url: addressOf(record.id), headers: json, body }, true, signal);
      },
      async add({ token }: Delivery, extra, { claim }, signal) {
        const body = JSON.stringify({
          ...type,
          token,
          displayName: expectSetting(extra, 'displayName'),
          appleId: expectSetting(extra, 'appleId'),
          vppTokenAccountType: expectSetting(extra, 'vppTokenAccountType'),
          countryOrRegion: expectSetting(extra, 'countryOrRegion').toLowerCase(),
          automaticallyUpdateApps: extra.automaticallyUpdateApps === 'true',
          dataSharingConsentGranted: extra.dataSharingConsentGranted === 'true',
          ...taking(claim),
        });
        const answer = await call({ method: 'POST', url: base, headers: json, body }, false, signal);
        return recordOf(readJson(answer, vppToken));
      },
      async sync(id, signal) {
        await call({ method: 'POST', url: `${addressOf(id)}/syncLicenses` }, true, signal);
      },
    };
  },
};
