import { randomBytes } from 'node:crypto';
import type { HostRequest } from '../host-handler.ts';
import { createMdm, type Json, lacksRole, type MdmParts, type MdmRecord, mdmHost } from './mdm-kit.ts';

const list = '/api/v1/mdm/apps/account/vpp';
/** Documented ids go up to here, above 2^53 (reference 2.4). */
const firstId = 9_007_199_254_741_000;

/** ManageEngine on-premises and in the cloud (reference 2.4). The JSON is written by hand: ids have more digits than a number. */
export function createManageEngine(parts: MdmParts) {
  const mdm = createMdm(parts, firstId);
  const { records, clock, secret } = mdm;
  const settings = { clientId: 'self-client', clientSecret: 'zoho-secret', refreshToken: '1000.refresh' };
  /** Knows the addresses of the older documentation alone. */
  const version = { isOld: false };
  const files = new Map<string, string>();
  const issued = new Map<string, number>();
  let nextFile = 9_007_199_254_743_993n;

  const fail = (json: Json, status: number, code: string, description: string) =>
    json(status, { error_code: code, error_description: description });
  const raw = (record: MdmRecord, withEnd: boolean) =>
    `{"businessstore_id":${record.id},"organisation_name":${JSON.stringify(record.orgName)},` +
    `"location_name":${JSON.stringify(record.locationName)},"license_assign_type":2` +
    `${withEnd ? `,"expiry_date":${mdm.shownEnd(record)},"org_type":1,"total_apps_count":3` : ''}}`;

  function upload({ headers, body }: HostRequest, json: Json) {
    if (!/^filename=[\w.-]+$/.test(headers['content-disposition'] ?? ''))
      return fail(json, 400, 'COM0014', 'Content-Disposition is missing');
    nextFile += 2n;
    files.set(String(nextFile), body.toString('utf8'));
    json(200, `{"file_id":${nextFile},"file_name":"f","content_length":${body.length},"expiry_time":1}`);
  }

  function takeFile(request: HostRequest, json: Json, then: (token: string) => void) {
    const id = /"vpp_token_file":(\d+)/.exec(request.body.toString('utf8'))?.[1] ?? '';
    const token = files.get(id);
    if (token === undefined) return fail(json, 400, 'COM0005', 'The file is not there');
    if (mdm.lookUp(token).state !== 'valid') return fail(json, 400, 'APP0110', 'Not a valid content token');
    then(token);
  }

  function serve(request: HostRequest, json: Json) {
    const { url, method } = request;
    if (lacksRole(mdm, request)) return fail(json, 403, 'COM0013', 'The user has no permission');
    if (url.pathname === '/api/v1/mdm/files' && method === 'POST') return upload(request, json);
    if (url.pathname === list && method === 'GET')
      return json(
        200,
        `{"non_vpp_app_count":0,"trash_count":0,"vpp_token_details":[${records.map((one) => raw(one, false))}]}`,
      );
    if (url.pathname === list && method === 'POST')
      return takeFile(request, json, (token) => {
        if (!request.body.toString('utf8').includes('"email_address":'))
          return fail(json, 400, 'COM0014', 'email_address is missing');
        const record = mdm.add({});
        mdm.store(record, token, mdm.lookUp(token));
        json(200, raw(record, true));
      });
    const [, sync, id] = /^\/api\/(?:v1\/)?mdm\/apps\/account\/vpp\/(sync\/)?(\d+)$/.exec(url.pathname) ?? [];
    const record = mdm.get(id);
    const isUnknown = version.isOld && !url.pathname.startsWith('/api/v1/');
    if (!record || isUnknown) return fail(json, 404, 'COM0004', 'Not found');
    if (sync) {
      if (request.body.length > 0) mdm.report('mdm-delete', 'remove_from_other_mdm');
      return json(200);
    }
    if (method === 'GET') return json(200, raw(record, true));
    if (method !== 'PUT') return fail(json, 405, 'COM0001', 'Method');
    return takeFile(request, json, (token) => {
      mdm.store(record, token, mdm.lookUp(token));
      json(200, raw(record, true));
    });
  }

  const onPremises = mdmHost(mdm, (request, json) =>
    request.headers.authorization === secret ? serve(request, json) : fail(json, 401, 'COM0028', 'API key'),
  );
  const cloud = mdmHost(mdm, (request, json) => {
    const token = (request.headers.authorization ?? '').replace(/^Zoho-oauthtoken /, '');
    if ((issued.get(token) ?? 0) <= clock.now()) return fail(json, 401, 'COM0029', 'INVALID_OAUTHTOKEN');
    return serve(request, json);
  });
  const accounts = mdmHost(mdm, (request, json) => {
    const form = new URLSearchParams(request.body.toString('utf8'));
    if (request.url.pathname !== '/oauth/v2/token') return json(404);
    // Zoho tells a wrong one with 200.
    if (form.get('client_id') !== settings.clientId || form.get('client_secret') !== settings.clientSecret)
      return json(200, { error: 'invalid_client' });
    if (form.get('refresh_token') !== settings.refreshToken) return json(200, { error: 'invalid_code' });
    const token = `1000.${randomBytes(20).toString('hex')}`;
    issued.set(token, clock.now() + 3_600_000);
    return json(200, { access_token: token, expires_in: 3600, api_domain: 'https://www.zohoapis.com' });
  });

  return {
    ...mdm,
    settings,
    version,
    hosts: {
      'mdm.example.org': onPremises,
      'mdm.manageengine.com': cloud,
      'accounts.zoho.com': accounts,
    },
    expireSignIns: () => issued.clear(),
  };
}
