import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { HostRequest } from '../host-handler.ts';
import {
  createMdm,
  isoDate,
  type Json,
  type MdmParts,
  type MdmRecord,
  mdmHost,
  readForm,
} from './mdm-kit.ts';

const host = 'zentral.example.org';
const api = '/api/mdm/locations/';
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex');

/** Its form's words for a token that it takes apart and cannot use (reference 2.7). */
export const fieldFaults = {
  client: 'Could not get client information',
  organization: 'Could not get organization name.',
  field: 'Missing or bad locationName',
  'no-date': 'Missing tokenExpirationDate.',
  date: 'Could not parse server token expiration date.',
} as const;

/** Zentral (reference 2.7): an API that reads, and Django's form with its Origin and CSRF rules. */
export function createZentral(parts: MdmParts) {
  const mdm = createMdm(parts);
  const { records, switches, secret } = mdm;
  /** The signed-in person's cookie, and whether that person may change locations. */
  const settings = {
    ...{ session: randomBytes(12).toString('hex'), mayChange: true, pageSize: 50 },
    /** What it finds wrong with each token that Apple takes. */
    fieldFault: undefined as keyof typeof fieldFaults | undefined,
  };
  const csrf = randomBytes(16).toString('hex');

  const view = (record: MdmRecord) => ({
    ...{ id: Number(record.id), server_token_expiration_date: isoDate(mdm.shownEnd(record)).slice(0, 19) },
    ...{ organization_name: record.orgName, name: record.locationName, country_code: record.country },
    ...{ library_uid: record.uId, platform: 'enterprisestore', mdm_info_id: 'x' },
  });

  function serveApi({ url, method, headers }: HostRequest, json: Json) {
    if (headers.authorization !== `Token ${secret}`) return json(401, { detail: 'Invalid token.' });
    if (switches.roleMissing) return json(403, { detail: 'You do not have permission.' });
    if (method !== 'GET') return json(405, { detail: `Method "${method}" not allowed.` });
    const id = url.pathname.slice(api.length).replace(/\/$/, '');
    if (id !== '') {
      const record = mdm.get(id);
      return record ? json(200, view(record)) : json(404, { detail: 'Not found.' });
    }
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const limit = Math.min(Number(url.searchParams.get('limit') ?? 50), settings.pageSize);
    const next =
      offset + limit < records.length
        ? `https://${host}${api}?limit=${limit}&offset=${offset + limit}`
        : null;
    const results = records.slice(offset, offset + limit).map(view);
    json(200, { count: records.length, next, previous: null, results });
  }

  const page = (record: MdmRecord, error = '') =>
    `<!doctype html><title>Update location</title><link rel="icon" href="data:,"><h1>${record.locationName}</h1>
<form method="post" enctype="multipart/form-data"><input type="hidden" name="csrfmiddlewaretoken" value="${csrf}">
<label for="id_server_token_file">Server token file</label><input type="file" name="server_token_file" id="id_server_token_file">
<p class="error">${error}</p><button>Save</button></form>`;

  function faultOf(token: string, record: MdmRecord): string {
    const facts = mdm.lookUp(token);
    if (facts.state === 'invalid') return 'Not a valid server token';
    if (records.some((one) => one !== record && sha1(one.token) === sha1(token)))
      return 'A location with the same server token already exists.';
    if (facts.state !== 'valid') return fieldFaults.client;
    return settings.fieldFault === undefined ? '' : fieldFaults[settings.fieldFault];
  }

  async function servePage(request: HostRequest, json: Json, response: ServerResponse): Promise<void> {
    const { url, method, headers } = request;
    const record = mdm.get(/^\/mdm\/locations\/(\d+)\/update\/$/.exec(url.pathname)?.[1]);
    if (!(headers.cookie ?? '').includes(`sessionid=${settings.session}`))
      return void response.writeHead(302, { location: `/login?next=${url.pathname}` }).end();
    const shown = mdm.get(/^\/mdm\/locations\/(\d+)\/$/.exec(url.pathname)?.[1]);
    if (shown)
      return json(
        200,
        `<!doctype html><title>Location</title><link rel="icon" href="data:,"><h1>${shown.locationName}</h1>`,
      );
    if (!record || !settings.mayChange) return json(record ? 403 : 404, '<h1>No</h1>');
    if (method === 'GET') return json(200, page(record), { 'set-cookie': `csrftoken=${csrf}; Secure` });
    // Django 4+ checks the Origin before the token: a worker's POST fails here.
    if (headers.origin !== `https://${host}`) return json(403, '<h1>CSRF verification failed.</h1>');
    const form = await readForm(request);
    if (form?.get('csrfmiddlewaretoken') !== csrf) return json(403, '<h1>CSRF verification failed.</h1>');
    const file = form.get('server_token_file');
    const token = file instanceof File ? (await file.text()).trim() : '';
    const fault = faultOf(token, record);
    if (fault !== '') return json(200, page(record, fault));
    mdm.store(record, token, mdm.lookUp(token));
    response.writeHead(302, { location: `/mdm/locations/${record.id}/` }).end();
  }

  const handler = mdmHost(mdm, (request, json, response) =>
    request.url.pathname.startsWith(api) ? serveApi(request, json) : servePage(request, json, response),
  );
  return { ...mdm, settings, hosts: { [host]: handler } };
}
