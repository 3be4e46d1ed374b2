/** Jamf Pro, reference 2.2: client credentials, merge-patch with the token alone. */
import { z } from 'zod';
import { AppError, isCode } from '../../platform/errors.ts';
import { createAccess } from './access.ts';
import { expectOk, expectSetting, facts, readDate, readJson, works } from './answers.ts';
import type { Connector, ConnectorReach, ConnectorRequest, Delivery, MdmRecord } from './connector.ts';

const path = '/api/v1/volume-purchasing-locations';
const PAGE_SIZE = 100;

const access = z.object({ access_token: z.string().min(1), expires_in: z.number() });
const location = z.object({
  id: z.string(),
  name: z.string().nullish(),
  locationName: z.string().nullish(),
  organizationName: z.string().nullish(),
  tokenExpiration: z.string().nullish(),
  clientContextMismatch: z.boolean().nullish(),
});
const page = z.object({ totalCount: z.number(), results: z.array(location) });
const made = z.object({ id: z.string() });

const readRole = 'Read Volume Purchasing Locations';

function recordOf(found: z.infer<typeof location>): MdmRecord {
  const { id, name, locationName, organizationName } = found;
  return {
    id,
    name: name || locationName || id,
    ...facts({ locationName, organizationName, expiresAt: readDate(found.tokenExpiration) }),
    ...(found.clientContextMismatch && { state: 'held-elsewhere' as const }),
  };
}

export const jamfPro: Connector = {
  id: 'jamf-pro',
  open(settings, reach) {
    const base = expectSetting(settings, 'origin');
    const authorized = createAccess(reach, 'Bearer', (signal) =>
      signIn(
        base,
        expectSetting(settings, 'clientId'),
        expectSetting(settings, 'clientSecret'),
        reach,
        signal,
      ),
    );

    async function call(request: ConnectorRequest, role: string, signal?: AbortSignal) {
      const answer = await authorized(
        { ...request, headers: { accept: 'application/json', ...request.headers } },
        signal,
      );
      const refused = request.method === 'GET' ? {} : { 400: 'mdm-refused-token', 422: 'mdm-refused-token' };
      expectOk(answer, {
        role,
        now: reach.clock.now(),
        isOfRecord: request.url.startsWith(`${base}${path}/`),
        codes: refused as Record<number, 'mdm-refused-token'>,
      });
      return answer;
    }

    async function readPage(index: number, signal?: AbortSignal) {
      const url = `${base}${path}?page=${index}&page-size=${PAGE_SIZE}&sort=id:asc`;
      return readJson(await call({ method: 'GET', url }, readRole, signal), page);
    }

    async function read(id: string, signal?: AbortSignal): Promise<MdmRecord> {
      const url = `${base}${path}/${encodeURIComponent(id)}`;
      return recordOf(readJson(await call({ method: 'GET', url }, readRole, signal), location));
    }

    /** Takes the location over for this server; only what the admin ticked (reference 2.2, "Reclaim"). */
    const reclaim = (id: string, signal?: AbortSignal) =>
      call(
        { method: 'POST', url: `${base}${path}/${encodeURIComponent(id)}/reclaim` },
        'Update Volume Purchasing Locations',
        signal,
      );

    return {
      test: (signal) => works(readPage(0, signal)),
      async list(signal) {
        const records: MdmRecord[] = [];
        for (let index = 0; ; index += 1) {
          const { totalCount, results } = await readPage(index, signal);
          records.push(...results.map(recordOf));
          if (results.length === 0 || records.length >= totalCount) return records;
        }
      },
      read,
      async renew(record, { token }, { claim }, signal) {
        const request: ConnectorRequest = {
          method: 'PATCH',
          url: `${base}${path}/${encodeURIComponent(record.id)}`,
          headers: { 'content-type': 'application/merge-patch+json' },
          body: JSON.stringify({ serviceToken: token }),
        };
        await call(request, 'Update Volume Purchasing Locations', signal);
        if (claim && record.state === 'held-elsewhere') await reclaim(record.id, signal).catch(afterTaken);
      },
      async add({ token }: Delivery, extra, { claim }, signal) {
        const request: ConnectorRequest = {
          method: 'POST',
          url: `${base}${path}`,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ serviceToken: token, name: expectSetting(extra, 'name') }),
        };
        const { id } = readJson(await call(request, 'Create Volume Purchasing Locations', signal), made);
        const added: MdmRecord = { id, name: expectSetting(extra, 'name') };
        // It is made: what goes wrong from here on is not that of a request that did nothing. Another node may not know
        // it yet (reference 2.2, "Cluster"); it is read back next, which tells the rest.
        const record = await read(id, signal).catch((error) => {
          if (error instanceof AppError) return added;
          throw error;
        });
        if (claim && record.state === 'held-elsewhere')
          await reclaim(id, signal).catch((error) => {
            if (!isCode(error, 'mdm-throttled')) afterTaken(error);
          });
        return record;
      },
    };
  },
};

/** The token is in the record, whatever comes after: also when the reclaim has to wait. */
function afterTaken(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  throw new AppError(error.code, { ...error.details, taken: true }, error);
}

async function signIn(
  base: string,
  clientId: string,
  clientSecret: string,
  reach: ConnectorReach,
  signal?: AbortSignal,
) {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
  const ask = (url: string) =>
    reach.send(
      { method: 'POST', url, headers: { accept: 'application/json' }, body: new URLSearchParams(form) },
      signal,
    );
  const newer = await ask(`${base}/api/v1/oauth/token`);
  const answer = newer.status === 404 ? await ask(`${base}/api/oauth/token`) : newer;
  expectOk(answer, { role: readRole, now: reach.clock.now(), codes: { 400: 'mdm-sign-in' } });
  const { access_token: token, expires_in: seconds } = readJson(answer, access);
  return { token, seconds };
}
