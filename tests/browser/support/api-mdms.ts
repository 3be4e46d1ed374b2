/** The MDMs that take a token by API, as an admin sets them up, each with its simulated peer. */
import type { Mdm } from '../../simulator/mdm/mdm-kit.ts';
import type { MdmPark } from '../../simulator/mdm/mdm-park.ts';
import type { LocationSeed } from '../../simulator/seeds/seed-types.ts';

export interface ApiMdm {
  connector: string;
  /** As the list of kinds calls it. */
  kind: string;
  mdm: Mdm;
  /** What the browser asks for, in match patterns. */
  origins: string[];
  /** The one host that may get the token. */
  host: string;
  /** What the form asks for: name, label, value. */
  fields: [name: string, label: string, value: string][];
  secrets: string[];
  /** For a record that is added anew; absent where the API finds or makes it by itself. */
  extra?: Record<string, string>;
}

const own = (host: string) => [`https://${host}/*`];

export function apiMdms(park: MdmPark): ApiMdm[] {
  const { intune, jamf, fleet, manageEngine, applivery } = park;
  return [
    {
      ...{ connector: 'intune', kind: 'Microsoft Intune', mdm: intune, host: 'graph.microsoft.com' },
      origins: [...own('login.microsoftonline.com'), ...own('graph.microsoft.com')],
      fields: [['clientId', 'Client ID', intune.settings.clientId]],
      secrets: [],
      extra: {
        ...{ displayName: 'HQ', appleId: 'vpp@example.org', vppTokenAccountType: 'business' },
        ...{ countryOrRegion: 'US', automaticallyUpdateApps: 'false', dataSharingConsentGranted: 'true' },
      },
    },
    {
      ...{ connector: 'jamf-pro', kind: 'Jamf Pro', mdm: jamf, host: 'acme.jamfcloud.com' },
      origins: own('acme.jamfcloud.com'),
      fields: [
        ['origin', 'Address', 'https://acme.jamfcloud.com'],
        ['clientId', 'Client ID', jamf.settings.clientId],
        ['clientSecret', 'Client secret', jamf.secret],
      ],
      secrets: ['clientSecret'],
      extra: { name: 'HQ' },
    },
    {
      ...{ connector: 'fleet', kind: 'Fleet', mdm: fleet, host: 'fleet.example.org' },
      origins: own('fleet.example.org'),
      fields: [
        ['origin', 'Address', 'https://fleet.example.org'],
        ['apiToken', 'API token', fleet.secret],
      ],
      secrets: ['apiToken'],
      extra: {},
    },
    {
      connector: 'manageengine',
      kind: 'ManageEngine MDM Plus / Endpoint Central (on-premises)',
      ...{ mdm: manageEngine, host: 'mdm.example.org', origins: own('mdm.example.org') },
      fields: [
        ['origin', 'Address', 'https://mdm.example.org'],
        ['apiKey', 'API key', manageEngine.secret],
      ],
      secrets: ['apiKey'],
      extra: { email: 'vpp@example.org' },
    },
    {
      connector: 'manageengine-cloud',
      kind: 'ManageEngine MDM Plus (cloud)',
      ...{ mdm: manageEngine, host: 'mdm.manageengine.com' },
      origins: [...own('mdm.manageengine.com'), ...own('accounts.zoho.com')],
      fields: [
        ['origin', 'Address', 'https://mdm.manageengine.com'],
        ['clientId', 'Client ID', manageEngine.settings.clientId],
        ['clientSecret', 'Client secret', manageEngine.settings.clientSecret],
        ['refreshToken', 'Refresh token', manageEngine.settings.refreshToken],
      ],
      secrets: ['clientSecret', 'refreshToken'],
      extra: { email: 'vpp@example.org' },
    },
    {
      ...{ connector: 'applivery', kind: 'Applivery', mdm: applivery, host: 'api.applivery.io' },
      origins: own('api.applivery.io'),
      fields: [
        ['organizationId', 'Organization ID', applivery.settings.organizationId],
        ['apiKey', 'API key', applivery.secret],
      ],
      secrets: ['apiKey'],
    },
  ];
}

/** What `mdm.save` takes, with some of its fields as a test wants them. */
export function wishOf({ connector, fields, secrets }: ApiMdm, changes: Record<string, string> = {}) {
  const values = { ...Object.fromEntries(fields.map(([name, , value]) => [name, value])), ...changes };
  const isSecret = ([name]: [string, string]) => secrets.includes(name);
  const entries = Object.entries(connector === 'intune' ? { cloud: 'global', ...values } : values);
  return {
    way: { by: 'api', connector },
    name: connector,
    settings: Object.fromEntries(entries.filter((entry) => !isSecret(entry))),
    secrets: Object.fromEntries(entries.filter(isSecret)),
  };
}

export const headOffice = { uId: '2049025000431440', locationName: 'Head Office' };

/** One location without a licence: all that a delivery needs of Apple. */
export const deliverySeed: LocationSeed[] = [
  {
    ...{ key: 'office', uId: headOffice.uId, name: headOffice.locationName, country: 'US' },
    ...{ platform: 'enterprisestore', orgName: 'ORG12345', assets: [] },
  },
];
