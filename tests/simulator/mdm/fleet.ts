import type { HostRequest } from '../host-handler.ts';
import {
  createMdm,
  isoDate,
  type Json,
  lacksRole,
  type MdmParts,
  type MdmRecord,
  mdmHost,
  readForm,
} from './mdm-kit.ts';

const path = '/api/v1/fleet/vpp_tokens';

/** Fleet Premium (reference 2.3). */
export function createFleet(parts: MdmParts) {
  const mdm = createMdm(parts);
  const { records, secret } = mdm;
  const settings = {
    ...{ isPremium: true, hasPrivateKey: true, appleFault: undefined as number | undefined },
    /** Off: Apple takes the token, and Fleet does not find the end inside it. */
    canDecode: true,
  };

  const fail = (json: Json, status: number, message: string, reason: string, name = 'base') =>
    json(status, { message, errors: [{ name, reason }], uuid: '0a0a' });
  const view = (record: MdmRecord) => ({
    ...{ id: Number(record.id), org_name: record.orgName, location: record.locationName },
    ...{ renew_date: isoDate(mdm.shownEnd(record)).replace(/\.\d+/, ''), teams: null },
  });

  /** A multipart body as Fleet reads it: the file part `token`. */
  async function readToken(request: HostRequest, json: Json) {
    const part = (await readForm(request))?.get('token');
    if (!(part instanceof File))
      return void fail(json, 400, 'Bad request', 'token multipart field is required');
    const token = await part.text();
    if (!settings.hasPrivateKey)
      return void fail(json, 500, 'Error', "Couldn't add content token. Missing required private key.");
    if (settings.appleFault !== undefined) {
      const told = `Apple VPP endpoint returned error: Internal error (error number: ${settings.appleFault})`;
      return void fail(json, 500, 'Error', told);
    }
    const facts = mdm.lookUp(token);
    if (facts.state === 'invalid') {
      const reason = 'Invalid token. Please provide a valid content token from Apple Business Manager.';
      return void fail(json, 422, 'Validation Failed', reason, 'token');
    }
    if (facts.state !== 'valid')
      return void fail(json, 500, 'Error', 'Apple VPP endpoint returned error: (error number: 9625)');
    if (!settings.canDecode)
      return void fail(json, 500, 'Error', 'decode VPP token: invalid character in string literal');
    return { token, facts };
  }

  const duplicate = (json: Json, location: string) =>
    fail(json, 409, 'Validation Failed', `Duplicate entry '${location}' for key idx_vpp_tokens_location`);

  const handler = mdmHost(mdm, async (request, json) => {
    const { url, method, headers } = request;
    if (headers.authorization !== `Bearer ${secret}`)
      return fail(json, 401, 'Authentication required', 'Authentication required');
    if (!settings.isPremium)
      return fail(json, 402, 'Requires Fleet Premium license', 'missing or invalid license');
    if (lacksRole(mdm, request)) return fail(json, 403, 'Permission denied', 'forbidden');
    if (url.pathname === path && method === 'GET') return json(200, { vpp_tokens: records.map(view) });
    if (url.pathname === path && method === 'POST') {
      const given = await readToken(request, json);
      if (!given) return;
      const { locationName } = given.facts;
      if (records.some((one) => one.locationName === locationName)) return duplicate(json, locationName);
      const record = mdm.add({});
      mdm.store(record, given.token, given.facts);
      return json(202, { token: view(record) });
    }
    const id = /^\/api\/v1\/fleet\/vpp_tokens\/(\d+)\/renew$/.exec(url.pathname)?.[1];
    if (method !== 'PATCH' || id === undefined) return fail(json, 404, 'Not found', 'Not found');
    const record = mdm.get(id);
    if (!record) return fail(json, 404, 'Resource Not Found', 'VPPToken was not found in the datastore');
    const given = await readToken(request, json);
    if (!given) return;
    const isTaken = records.some((one) => one !== record && one.locationName === given.facts.locationName);
    if (isTaken) return duplicate(json, given.facts.locationName);
    // Compares nothing and overwrites (reference 2.3).
    mdm.store(record, given.token, given.facts);
    return json(202, { token: view(record) });
  });

  return { ...mdm, settings, hosts: { 'fleet.example.org': handler } };
}
