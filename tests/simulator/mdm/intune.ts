import { createHash, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
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

const base = '/beta/deviceAppManagement/vppTokens';
const scope = 'https://graph.microsoft.com/DeviceManagementApps.ReadWrite.All';

/** Microsoft Intune by Graph, with Entra's sign-in (reference 2.1). */
export function createIntune(parts: MdmParts) {
  const mdm = createMdm(parts);
  const { records, clock } = mdm;
  const settings = {
    clientId: '6731de76-14a6-49ae-97bc-6eba6914391e',
    tenant: 'organizations',
    /** Instead of its own state. */
    state: undefined as string | undefined,
    /** As registered: `single-page` wants an Origin with the code, others refuse one. */
    registeredAs: 'single-page' as 'single-page' | 'mobile',
    pageSize: 100,
  };
  const codes = new Map<string, { redirect: string; challenge: string }>();
  const issued = new Map<string, number>();
  const states = new Map<MdmRecord, string>();
  const changes = new Map<MdmRecord, number>();
  const startedAt = clock.now() - 86_400_000;
  const random = () => randomBytes(24).toString('base64url');

  /** The sign-in page: one link to sign in, one to turn away. */
  function authorize(url: URL, response: ServerResponse): void {
    const question = url.searchParams;
    const redirect = question.get('redirect_uri') ?? '';
    const isKnown =
      question.get('client_id') === settings.clientId &&
      /^https:\/\/([a-p]{32}\.chromiumapp\.org|[\w-]+\.extensions\.allizom\.org)\/$/.test(redirect) &&
      question.get('code_challenge_method') === 'S256' &&
      question.get('response_type') === 'code' &&
      question.get('scope') === `${scope} offline_access`;
    if (!isKnown)
      return void response.writeHead(400, { 'content-type': 'text/html' }).end('<h1>AADSTS900144</h1>');
    const code = random();
    codes.set(code, { redirect, challenge: question.get('code_challenge') ?? '' });
    const state = question.get('state') ?? '';
    const link = (answer: Record<string, string>) =>
      `${redirect}?${new URLSearchParams({ ...answer, state })}`.replaceAll('&', '&amp;');
    response
      .writeHead(200, {
        'content-type': 'text/html',
        'set-cookie': 'ESTSAUTH=session; Secure; SameSite=None',
      })
      .end(
        `<!doctype html><title>Sign in</title><a id="sign-in" href="${link({ code })}">Sign in</a>
<a id="cancel" href="${link({ error: 'access_denied', error_description: 'AADSTS65004' })}">Cancel</a>`,
      );
  }

  function redeem({ body, headers }: HostRequest, json: Json) {
    const fail = (code: string) =>
      json(400, { error: 'invalid_grant', error_description: `${code}: refused`, error_codes: [1] });
    if (settings.registeredAs === 'single-page' && headers.origin === undefined) return fail('AADSTS9002327');
    if (settings.registeredAs === 'mobile' && headers.origin !== undefined) return fail('AADSTS9002326');
    const form = new URLSearchParams(body.toString('utf8'));
    const known = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (!known || known.challenge !== challenge) return fail('AADSTS501481');
    if (known.redirect !== form.get('redirect_uri')) return fail('AADSTS50011');
    if (form.get('grant_type') !== 'authorization_code') return fail('AADSTS70003');
    const token = random();
    issued.set(token, clock.now() + 3_600_000);
    const access = {
      token_type: 'Bearer',
      scope,
      expires_in: 3600,
      access_token: token,
      refresh_token: random(),
    };
    json(200, access);
  }

  const login = mdmHost(mdm, (request, json, response) => {
    const { pathname } = request.url;
    if (pathname === `/${settings.tenant}/oauth2/v2.0/authorize`) return authorize(request.url, response);
    if (pathname === `/${settings.tenant}/oauth2/v2.0/token`) return redeem(request, json);
    return json(404);
  });

  const stateOf = (record: MdmRecord) => {
    const isTwice = records.some((one) => one !== record && one.locationName === record.locationName);
    if (settings.state !== undefined) return settings.state;
    if (record.isHeldElsewhere) return 'assignedToExternalMDM';
    return states.get(record) ?? (isTwice ? 'duplicateLocationId' : 'valid');
  };
  /** Changed a day ago, until a read no longer lags behind the change. */
  const changeOf = (record: MdmRecord) =>
    isoDate(record.before?.reads ? startedAt : (changes.get(record) ?? startedAt));
  const view = (record: MdmRecord) => ({
    lastModifiedDateTime: changeOf(record),
    ...{ '@odata.type': '#microsoft.graph.vppToken', id: record.id, displayName: record.name },
    ...{ locationName: record.locationName, organizationName: record.orgName, token: null },
    ...{ expirationDateTime: isoDate(mdm.shownEnd(record)), state: stateOf(record), lastSyncStatus: 'none' },
    ...{ vppTokenAccountType: 'business', countryOrRegion: 'us', dataSharingConsentGranted: true },
  });

  /** A wrong token is taken and turns up as a state (reference 2.1, "Errors"). */
  function put(record: MdmRecord, body: Record<string, unknown>): void {
    const token = textOf(body.token);
    const facts = mdm.lookUp(token);
    if (body.claimTokenManagementFromExternalMdm === true) record.isHeldElsewhere = false;
    states.delete(record);
    changes.set(record, clock.now());
    if (facts.state === 'valid') mdm.store(record, token, facts);
    else states.set(record, 'invalid');
  }

  const graph = mdmHost(mdm, (request, json) => {
    const { url, method, headers, body } = request;
    const fail = (status: number, code: string, message: string) =>
      json(status, { error: { code, message, innerError: { date: '2026-01-01', 'request-id': 'r' } } });
    const token = (headers.authorization ?? '').replace(/^Bearer /, '');
    if ((issued.get(token) ?? 0) <= clock.now()) return fail(401, 'InvalidAuthenticationToken', 'Expired');
    if (lacksRole(mdm, request)) return fail(403, 'Forbidden', 'Application is not authorized');
    const given = readJsonBody(body);
    const isToken = given?.['@odata.type'] === '#microsoft.graph.vppToken' && textOf(given.token) !== '';
    if (url.pathname === base && method === 'GET') {
      const skip = Number(url.searchParams.get('$skiptoken') ?? 0);
      const to = skip + settings.pageSize;
      const more = to < records.length && {
        '@odata.nextLink': `https://graph.microsoft.com${base}?$skiptoken=${to}`,
      };
      return json(200, { value: records.slice(skip, to).map(view), ...more });
    }
    if (url.pathname === base && method === 'POST') {
      if (!isToken || given?.dataSharingConsentGranted !== true) return fail(400, 'BadRequest', 'Consent');
      const record = mdm.add({ name: textOf(given.displayName) });
      put(record, given);
      return json(201, view(record));
    }
    const [id, act] = url.pathname.slice(base.length + 1).split('/');
    const record = mdm.get(id);
    if (!record) return fail(404, 'ResourceNotFound', 'Not found');
    if (act === 'syncLicenses' && method === 'POST') return json(200, { value: view(record) });
    if (method === 'GET') return json(200, view(record));
    if (method !== 'PATCH' || !given || !isToken) return fail(400, 'BadRequest', 'Not a vppToken');
    put(record, given);
    return json(200, view(record));
  });

  return {
    ...mdm,
    settings,
    hosts: { 'login.microsoftonline.com': login, 'graph.microsoft.com': graph },
    expireSignIns: () => issued.clear(),
  };
}
