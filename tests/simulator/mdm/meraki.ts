import { createMdm, isoDate, type MdmParts, mdmHost } from './mdm-kit.ts';

/** Cisco Meraki Systems Manager (reference 2.6): read only; one account alone shows its token, so nobody asks for it. */
export function createMeraki(parts: MdmParts) {
  const mdm = createMdm(parts);
  const { records, switches, secret } = mdm;
  const settings = { organizationId: '549236' };
  const path = `/api/v1/organizations/${settings.organizationId}/sm/vppAccounts`;

  const handler = mdmHost(mdm, ({ url, method, headers }, json) => {
    if (headers.authorization !== `Bearer ${secret}`) return json(401, { errors: ['Invalid API key'] });
    if (switches.roleMissing) return json(403, { errors: ['Forbidden'] });
    if (url.pathname.startsWith(`${path}/`)) mdm.report('mdm-secret-read', url.pathname);
    if (url.pathname !== path || method !== 'GET') return json(404, { errors: ['Not found'] });
    return json(
      200,
      records.map((record) => ({
        ...{ id: record.id, vppAccountId: record.id, name: record.name, email: 'a@example.org' },
        ...{ vppLocationId: 1, vppLocationName: record.locationName, lastSyncedAt: null },
        parsedToken: { orgName: record.orgName, hashedToken: 'h', expiresAt: isoDate(mdm.shownEnd(record)) },
        ...{ contentToken: record.token, vppServiceToken: record.token },
      })),
    );
  });
  return { ...mdm, settings, hosts: { 'api.meraki.com': handler } };
}
