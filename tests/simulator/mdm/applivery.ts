import { createMdm, isoDate, lacksRole, type MdmParts, mdmHost, readJsonBody, textOf } from './mdm-kit.ts';

/** Applivery (reference 2.5): one call that creates or updates; its reply carries the token. */
export function createApplivery(parts: MdmParts) {
  const mdm = createMdm(parts);
  const { records, secret } = mdm;
  const settings = {
    organizationId: 'org-42',
    /** Names another location in its answers. */
    answersAs: undefined as string | undefined,
  };
  const path = `/v1/organizations/${settings.organizationId}/mdm/apple/enterprise/vpp/locations/`;

  const handler = mdmHost(mdm, (request, json) => {
    const { url, method, headers, body } = request;
    const fail = (status: number, code: number, message: string) =>
      json(status, { status: false, error: { code, message } });
    if (headers.authorization !== `Bearer ${secret}`) return fail(401, 4002, 'No auth token');
    if (lacksRole(mdm, request)) return fail(403, 4003, 'Missing permission mdm.apple.vppLocation.create');
    if (url.pathname !== path || method !== 'POST') return fail(404, 3001, 'Entity not found');
    const token = textOf(readJsonBody(body)?.token);
    const facts = mdm.lookUp(token);
    if (facts.state !== 'valid') return fail(400, 5000, `Invalid token ${token}`);
    const record = records.find((one) => one.uId === facts.uId) ?? mdm.add({});
    mdm.store(record, token, facts);
    const { id, country: countryISO2ACode } = record;
    const locationName = settings.answersAs ?? record.locationName;
    return json(200, {
      status: true,
      data: {
        ...{ id, name: locationName, expirationDate: isoDate(mdm.shownEnd(record)), version: 1, token },
        config: { countryISO2ACode, defaultPlatform: 'enterprisestore', locationName },
      },
    });
  });
  return { ...mdm, settings, hosts: { 'api.applivery.io': handler } };
}
