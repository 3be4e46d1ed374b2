/** The MDMs that take a token by API, or can be read by it. One entry each; its code is in `lib/mdm/connectors`. */
import type { ConnectorForm, Settings } from './connector-form.ts';

const ownOrigin = ({ origin }: Settings) => (origin === undefined ? [] : [origin]);

/** Sign-in and service by cloud (reference 2.1). */
export const intuneClouds = {
  global: { login: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  'us-gov': { login: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
  'us-dod': { login: 'https://login.microsoftonline.us', graph: 'https://dod-graph.microsoft.us' },
  china: {
    login: 'https://login.partner.microsoftonline.cn',
    graph: 'https://microsoftgraph.chinacloudapi.cn',
  },
} as const;
export type IntuneCloud = keyof typeof intuneClouds;
export const isIntuneCloud = (name: string): name is IntuneCloud => Object.hasOwn(intuneClouds, name);

/** By region (reference 2.6). */
export const merakiOrigins = {
  global: 'https://api.meraki.com',
  canada: 'https://api.meraki.ca',
  china: 'https://api.meraki.cn',
  india: 'https://api.meraki.in',
  'us-gov': 'https://api.gov-meraki.com',
} as const;
export type MerakiRegion = keyof typeof merakiOrigins;
export const isMerakiRegion = (name: string): name is MerakiRegion => Object.hasOwn(merakiOrigins, name);

/** Zoho's data centres, by the ending of their sign-in (reference 2.4): no other host gets a secret. */
const zohoEndings = ['com', 'eu', 'in', 'com.au', 'ca', 'jp', 'uk', 'sa', 'com.cn'];

/** Zoho signs in where its data centre is; the ending of the MDM's own host says which (reference 2.4). */
export function zohoAccounts(origin: string): string {
  const told = /^https:\/\/(?:[\w-]+\.)*manageengine\.([a-z.]+)$/.exec(origin)?.[1] ?? '';
  const ending = told === 'cn' ? 'com.cn' : told;
  return `https://accounts.zoho.${zohoEndings.includes(ending) ? ending : 'com'}`;
}

export const appliveryOrigin = 'https://api.applivery.io';

export const connectorForms: readonly ConnectorForm[] = [
  {
    id: 'intune',
    name: 'Microsoft Intune',
    fields: [
      { name: 'cloud', kind: 'choice', choices: Object.keys(intuneClouds) },
      { name: 'tenant', kind: 'text', placeholder: 'contoso.onmicrosoft.com', optional: true },
      { name: 'clientId', kind: 'text', placeholder: '00000000-0000-0000-0000-000000000000' },
    ],
    addFields: [
      { name: 'displayName', kind: 'text' },
      { name: 'appleId', kind: 'text' },
      { name: 'vppTokenAccountType', kind: 'choice', choices: ['business', 'education'] },
      { name: 'countryOrRegion', kind: 'text', placeholder: 'us' },
      { name: 'automaticallyUpdateApps', kind: 'choice', choices: ['true', 'false'] },
      { name: 'dataSharingConsentGranted', kind: 'consent' },
    ],
    canClaim: true,
    does: 'renews',
    signsIn: true,
    origins: ({ cloud = '' }) => (isIntuneCloud(cloud) ? Object.values(intuneClouds[cloud]) : []),
  },
  {
    id: 'jamf-pro',
    name: 'Jamf Pro',
    fields: [
      { name: 'origin', kind: 'origin', placeholder: 'https://acme.jamfcloud.com' },
      { name: 'clientId', kind: 'text' },
      { name: 'clientSecret', kind: 'secret' },
    ],
    addFields: [{ name: 'name', kind: 'text' }],
    canClaim: true,
    does: 'renews',
    origins: ownOrigin,
  },
  {
    id: 'fleet',
    name: 'Fleet',
    fields: [
      { name: 'origin', kind: 'origin', placeholder: 'https://fleet.example.org' },
      { name: 'apiToken', kind: 'secret' },
    ],
    addFields: [],
    canClaim: false,
    does: 'renews',
    origins: ownOrigin,
  },
  {
    id: 'manageengine',
    name: 'ManageEngine MDM Plus / Endpoint Central (on-premises)',
    fields: [
      { name: 'origin', kind: 'origin', placeholder: 'https://mdm.example.org:8383' },
      { name: 'apiKey', kind: 'secret' },
    ],
    addFields: [{ name: 'email', kind: 'text' }],
    canClaim: false,
    does: 'renews',
    origins: ownOrigin,
  },
  {
    id: 'manageengine-cloud',
    name: 'ManageEngine MDM Plus (cloud)',
    fields: [
      { name: 'origin', kind: 'origin', placeholder: 'https://mdm.manageengine.com' },
      { name: 'clientId', kind: 'text' },
      { name: 'clientSecret', kind: 'secret' },
      { name: 'refreshToken', kind: 'secret' },
    ],
    addFields: [{ name: 'email', kind: 'text' }],
    canClaim: false,
    does: 'renews',
    origins: (settings) => [
      ...ownOrigin(settings),
      ...(settings.origin === undefined ? [] : [zohoAccounts(settings.origin)]),
    ],
  },
  {
    id: 'applivery',
    name: 'Applivery',
    fields: [
      { name: 'organizationId', kind: 'text' },
      { name: 'apiKey', kind: 'secret' },
    ],
    canClaim: false,
    does: 'upserts',
    origins: () => [appliveryOrigin],
  },
  {
    id: 'meraki',
    name: 'Cisco Meraki Systems Manager',
    fields: [
      { name: 'region', kind: 'choice', choices: Object.keys(merakiOrigins) },
      { name: 'organizationId', kind: 'text' },
      { name: 'apiKey', kind: 'secret' },
      // Each organisation has its dashboard on a host of its own.
      { name: 'address', kind: 'address', placeholder: 'https://n1.meraki.com/', optional: true },
    ],
    canClaim: false,
    does: 'reads',
    origins: ({ region = '', address }) => [
      ...(isMerakiRegion(region) ? [merakiOrigins[region]] : []),
      ...(address === undefined ? [] : [new URL(address).origin]),
    ],
    page: ({ address }) => address,
  },
  {
    id: 'zentral',
    name: 'Zentral',
    fields: [
      { name: 'origin', kind: 'origin', placeholder: 'https://zentral.example.org' },
      { name: 'apiToken', kind: 'secret' },
    ],
    canClaim: false,
    does: 'reads',
    origins: ownOrigin,
    page: ({ origin }, recordId) =>
      origin === undefined ? undefined : `${origin}/mdm/locations/${encodeURIComponent(recordId)}/update/`,
  },
];

export const getConnectorForm = (id: string) => connectorForms.find((form) => form.id === id);
