/** ManageEngine, reference 2.4: the file first, then its id; on-premises by API key, in the cloud by Zoho's OAuth. */
import { z } from 'zod';
import { AppError, isCode } from '../../platform/errors.ts';
import type { Settings } from '../catalogue/connector-form.ts';
import { zohoAccounts } from '../catalogue/connector-forms.ts';
import { createAccess } from './access.ts';
import { expectOk, expectSetting, facts, readJson, works } from './answers.ts';
import type {
  Connector,
  ConnectorAnswer,
  ConnectorReach,
  ConnectorRequest,
  Delivery,
  MdmRecord,
} from './connector.ts';
import { quoteLongNumbers } from './long-numbers.ts';

type Send = (request: ConnectorRequest, signal?: AbortSignal) => Promise<ConnectorAnswer>;

const path = '/api/v1/mdm/apps/account/vpp';
/** Where a record is changed; older documentation has it below `v1`, where it is read. */
const newerPath = '/api/mdm/apps/account/vpp';
/** Above 2^53, so digits and never a number. */
const longId = z.union([z.number(), z.string()]).transform(String).pipe(z.string().regex(/^\d+$/));
const account = z.object({
  businessstore_id: longId,
  location_name: z.string().nullish(),
  organisation_name: z.string().nullish(),
  expiry_date: z.union([z.number(), z.string()]).transform(Number).nullish(),
});
const list = z.object({ vpp_token_details: z.array(account).nullable() });
const uploaded = z.object({ file_id: longId });
const refused = z.looseObject({ error: z.string().optional() });
const access = z.object({ access_token: z.string().min(1), expires_in: z.number().default(3600) });

function recordOf(found: z.infer<typeof account>): MdmRecord {
  const { businessstore_id: id, location_name: locationName, organisation_name: organizationName } = found;
  return {
    id,
    name: locationName || id,
    ...facts({ locationName, organizationName, expiresAt: found.expiry_date }),
  };
}

export const manageEngine: Connector = {
  id: 'manageengine',
  open(settings, reach) {
    const authorization = expectSetting(settings, 'apiKey');
    return openWith(settings, reach, (request, signal) =>
      reach.send({ ...request, headers: { ...request.headers, authorization } }, signal),
    );
  },
};

export const manageEngineCloud: Connector = {
  id: 'manageengine-cloud',
  open(settings, reach) {
    const send = createAccess(reach, 'Zoho-oauthtoken', (signal) => refresh(settings, reach, signal));
    return openWith(settings, reach, send);
  },
};

function openWith(settings: Settings, reach: ConnectorReach, send: Send) {
  const base = expectSetting(settings, 'origin');

  async function call(request: ConnectorRequest, isOfRecord: boolean, signal?: AbortSignal) {
    const headers = { accept: 'application/json', ...request.headers };
    const answer = await send({ ...request, headers }, signal);
    const handsIn = request.method === 'PUT' || request.body !== undefined;
    expectOk(answer, {
      role: 'MDM Admin, Application Management',
      now: reach.clock.now(),
      isOfRecord,
      codes: handsIn ? { 400: 'mdm-refused-token' } : {},
    });
    return { text: quoteLongNumbers(answer.text) };
  }

  async function readAll(signal?: AbortSignal): Promise<MdmRecord[]> {
    const answer = await call({ method: 'GET', url: `${base}${path}` }, false, signal);
    return (readJson(answer, list).vpp_token_details ?? []).map(recordOf);
  }

  /** The documented upload; the newer `/emsapi/files` asks for a module whose name is not public. */
  async function upload({ token, fileName }: Delivery, signal?: AbortSignal): Promise<string> {
    const answer = await call(
      {
        method: 'POST',
        url: `${base}/api/v1/mdm/files`,
        headers: {
          'content-disposition': `filename=${fileName}`,
          'content-type': 'application/octet-stream',
        },
        body: new TextEncoder().encode(token),
      },
      false,
      signal,
    );
    return readJson(answer, uploaded).file_id;
  }

  /** A server that does not know the one address has the other (reference 2.4); a 404 did nothing. */
  async function newerFirst(what: string, send: (url: string) => Promise<unknown>): Promise<void> {
    try {
      await send(`${base}${newerPath}/${what}`);
    } catch (error) {
      if (!isCode(error, 'mdm-record-gone')) throw error;
      await send(`${base}${path}/${what}`);
    }
  }

  const json = { 'content-type': 'application/json' };
  return {
    test: (signal?: AbortSignal) => works(readAll(signal)),
    list: readAll,
    async read(id: string, signal?: AbortSignal) {
      const found = readJson(
        await call({ method: 'GET', url: `${base}${path}/${id}` }, true, signal),
        account,
      );
      return recordOf(found);
    },
    async renew(record: MdmRecord, delivery: Delivery, _: unknown, signal?: AbortSignal) {
      const fileId = await upload(delivery, signal);
      // By hand: the id has more digits than a number holds.
      const request = { method: 'PUT', headers: json, body: `{"vpp_token_file":${fileId}}` } as const;
      await newerFirst(record.id, (url) => call({ ...request, url }, true, signal));
    },
    async add(delivery: Delivery, extra: Settings, _: unknown, signal?: AbortSignal) {
      const email = JSON.stringify(expectSetting(extra, 'email'));
      const body = `{"vpp_token_file":${await upload(delivery, signal)},"email_address":${email}}`;
      return recordOf(
        readJson(
          await call({ method: 'POST', url: `${base}${path}`, headers: json, body }, false, signal),
          account,
        ),
      );
    },
    /** Without `remove_from_other_mdm`: that would revoke the other MDM's licences. */
    async sync(id: string, signal?: AbortSignal) {
      await newerFirst(`sync/${id}`, (url) => call({ method: 'POST', url }, true, signal));
    },
  };
}

/** An access token by the refresh token of a "self client" (Zoho API console). */
async function refresh(settings: Settings, reach: ConnectorReach, signal?: AbortSignal) {
  const form = {
    grant_type: 'refresh_token',
    client_id: expectSetting(settings, 'clientId'),
    client_secret: expectSetting(settings, 'clientSecret'),
    refresh_token: expectSetting(settings, 'refreshToken'),
  };
  const url = `${zohoAccounts(expectSetting(settings, 'origin'))}/oauth/v2/token`;
  const answer = await reach.send({ method: 'POST', url, body: new URLSearchParams(form) }, signal);
  expectOk(answer, {
    role: 'MDMOnDemand.MDMDeviceMgmt',
    now: reach.clock.now(),
    codes: { 400: 'mdm-sign-in' },
  });
  // A wrong refresh token comes with 200 and an `error`.
  if ('error' in readJson(answer, refused)) throw new AppError('mdm-sign-in');
  const { access_token: token, expires_in: seconds } = readJson(answer, access);
  return { token, seconds };
}
