import { randomBytes } from 'node:crypto';
import type { HostRequest } from '../host-handler.ts';
import {
  createMdm,
  isoDate,
  type Json,
  lacksRole,
  type MdmParts,
  type MdmRecord,
  mdmHost,
  readJsonBody,
  textOf,
} from './mdm-kit.ts';

const path = '/api/v1/volume-purchasing-locations';

/** Jamf Pro (reference 2.2). */
export function createJamfPro(parts: MdmParts) {
  const mdm = createMdm(parts);
  const { records, clock, secret } = mdm;
  const settings = {
    clientId: 'orchardist-client',
    /** Seconds; set by the admin, often short. */
    lifetime: 60,
    /** Versions that know the older address alone. */
    isOld: false,
    reclaims: 0,
    /** So many reads of a record that was just made reach a node that does not know it yet. */
    unknownReads: 0,
  };
  const made = new Set<MdmRecord>();
  const issued = new Map<string, number>();

  const fail = (json: Json, status: number, code: string, description: string) =>
    json(status, { httpStatus: status, errors: [{ code, field: null, description, id: '0' }] });

  const view = (record: MdmRecord) => ({
    ...{ id: record.id, name: record.name, appleId: 'admin@example.org', email: null },
    ...{ organizationName: record.orgName, tokenExpiration: isoDate(mdm.shownEnd(record)) },
    ...{ countryCode: record.country, locationName: record.locationName, siteId: '-1' },
    ...{ clientContextMismatch: record.isHeldElsewhere, automaticallyPopulatePurchasedContent: false },
    ...{ totalPurchasedLicenses: 0, totalUsedLicenses: 0, lastSyncTime: null },
  });

  function signIn(request: HostRequest, json: Json) {
    const form = new URLSearchParams(request.body.toString('utf8'));
    if (form.get('grant_type') !== 'client_credentials')
      return json(400, { error: 'unsupported_grant_type' });
    if (form.get('client_id') !== settings.clientId || form.get('client_secret') !== secret)
      return json(401, { error: 'invalid_client', error_description: 'Client authentication failed' });
    const token = randomBytes(30).toString('base64url');
    issued.set(token, clock.now() + settings.lifetime * 1000);
    const access = { access_token: token, expires_in: settings.lifetime, token_type: 'Bearer', scope: 'api' };
    return json(200, access);
  }

  function takeToken(request: HostRequest, json: Json, store: (token: string) => void) {
    const token = textOf(readJsonBody(request.body)?.serviceToken);
    const facts = mdm.lookUp(token);
    if (facts.state === 'invalid') return fail(json, 400, 'INVALID_FIELD', 'Invalid service token');
    if (facts.state !== 'valid') return fail(json, 422, 'INVALID_TOKEN', 'The token could not be applied');
    store(token);
  }

  function list(url: URL, json: Json) {
    const page = Number(url.searchParams.get('page') ?? 0);
    const size = Number(url.searchParams.get('page-size') ?? 100);
    const sorted = [...records].sort((a, b) => Number(a.id) - Number(b.id));
    const results = sorted.slice(page * size, (page + 1) * size).map(view);
    json(200, { totalCount: records.length, results });
  }

  const handler = mdmHost(mdm, (request, json) => {
    const { url, method, headers } = request;
    if (url.pathname === '/api/v1/oauth/token' && method === 'POST')
      return settings.isOld ? json(404) : signIn(request, json);
    if (url.pathname === '/api/oauth/token' && method === 'POST') return signIn(request, json);
    const until = issued.get((headers.authorization ?? '').replace(/^Bearer /, '')) ?? 0;
    if (until <= clock.now()) return fail(json, 401, 'INVALID_TOKEN', 'Unauthorized');
    if (lacksRole(mdm, request)) return fail(json, 403, 'INVALID_PRIVILEGE', 'Forbidden');
    if (url.pathname === path && method === 'GET') return list(url, json);
    if (url.pathname === path && method === 'POST')
      return takeToken(request, json, (token) => {
        // A second record of the same token is allowed (reference 2.2, "Match").
        const record = mdm.add({ name: textOf(readJsonBody(request.body)?.name) });
        made.add(record);
        mdm.store(record, token, mdm.lookUp(token));
        json(201, { id: record.id, href: `${path}/${record.id}` });
      });
    const [id, act] = url.pathname.slice(path.length + 1).split('/');
    const record = mdm.get(id);
    if (!url.pathname.startsWith(`${path}/`) || !record) return fail(json, 404, 'NOT_FOUND', 'Not found');
    if (act === 'reclaim' && method === 'POST') {
      record.isHeldElsewhere = false;
      settings.reclaims += 1;
      return json(202);
    }
    if (act !== undefined) return fail(json, 404, 'NOT_FOUND', 'Not found');
    if (method === 'GET' && made.has(record) && settings.unknownReads > 0) {
      settings.unknownReads -= 1;
      return fail(json, 404, 'NOT_FOUND', 'Not found');
    }
    if (method === 'GET') return json(200, view(record));
    if (method !== 'PATCH') return json(405);
    if (headers['content-type'] !== 'application/merge-patch+json') return json(415);
    return takeToken(request, json, (token) => {
      mdm.store(record, token, mdm.lookUp(token));
      json(200, view(record));
    });
  });

  return {
    ...mdm,
    settings,
    hosts: { 'acme.jamfcloud.com': handler },
    expireSignIns: () => issued.clear(),
  };
}
