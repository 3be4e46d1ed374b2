/**
 * Consoles that take a token by their page alone, as data. Host patterns and paths marked `lead` come from no public
 * text that could be checked (reference 3): the console's own address, which the admin saves, decides.
 */
export interface Preset {
  id: string;
  /** As its vendor writes it; not translated. */
  name: string;
  /** Match patterns of the console and of the frames that it may put the form in; empty: the customer's own host. */
  hosts: readonly string[];
  /** Those of its frames, which a saved console needs besides its own. */
  frames?: readonly string[];
  /** Where in the console, in the vendor's words. */
  path: readonly string[];
  /** A page of the console that can be opened straight, from its origin on. */
  opens?: string;
  field: 'file' | 'text';
  /** How sure host and path are: `verified` in the vendor's source, `documented` in its help, `lead`. */
  known: 'verified' | 'documented' | 'lead';
  /** Words beside its label that name the right field, in lower case. */
  labels: readonly string[];
}

const label = ['service token', 'content token', 'vpp token', 'stoken', 'vpptoken'];

function preset(
  id: string,
  name: string,
  more: Partial<Omit<Preset, 'id' | 'name'>> & Pick<Preset, 'path'>,
): Preset {
  return { id, name, hosts: [], field: 'file', known: 'documented', labels: label, ...more };
}

export const presets: readonly Preset[] = [
  preset('meraki', 'Cisco Meraki Systems Manager', {
    // Below the domains of its regions, each of which its API names (reference 2.6).
    hosts: [
      ...['https://*.meraki.com/*', 'https://*.meraki.ca/*', 'https://*.meraki.cn/*'],
      ...['https://*.meraki.in/*', 'https://*.gov-meraki.com/*'],
    ],
    path: ['Organization', 'MDM', 'Apple VPP accounts'],
  }),
  preset('jamf-school', 'Jamf School', {
    hosts: ['https://*.jamfcloud.com/*', 'https://*.zuludesk.com/*'],
    path: ['Organization', 'Settings', 'Apps and Books'],
    known: 'lead',
  }),
  preset('jamf-now', 'Jamf Now', {
    hosts: ['https://*.jamfnow.com/*'],
    path: ['Apps', 'Volume purchasing'],
    known: 'lead',
  }),
  preset('intune', 'Microsoft Intune', {
    hosts: ['https://intune.microsoft.com/*', 'https://*.reactblade.portal.azure.net/*'],
    frames: ['https://*.reactblade.portal.azure.net/*'],
    path: ['Tenant administration', 'Connectors and tokens', 'Apple VPP tokens', 'Edit'],
    opens: '/#view/Microsoft_Intune_DeviceSettings/TenantAdminConnectorsMenu/~/appleVpp',
    labels: [...label, 'vpp token file'],
    known: 'lead',
  }),
  preset('jamf-pro', 'Jamf Pro', {
    hosts: ['https://*.jamfcloud.com/*'],
    path: ['Settings', 'Global', 'Volume purchasing', 'Edit'],
    known: 'lead',
  }),
  preset('fleet', 'Fleet', {
    path: ['Settings', 'Integrations', 'MDM', 'Volume Purchasing Program (VPP)', 'Renew'],
    opens: '/settings/integrations/mdm/vpp',
    known: 'verified',
  }),
  preset('zentral', 'Zentral', {
    path: ['MDM', 'Locations', 'Update'],
    opens: '/mdm/locations/',
    labels: [...label, 'server token file', 'server_token_file'],
    known: 'verified',
  }),
  preset('kandji', 'Kandji / Iru', {
    hosts: ['https://*.kandji.io/*', 'https://*.iru.com/*'],
    path: ['Settings', 'Apple integrations', 'Apps and Books'],
    known: 'lead',
  }),
  preset('mosyle', 'Mosyle', {
    hosts: ['https://*.mosyle.com/*'],
    path: [
      'Management',
      'Apple Apps and Books (VPP)',
      'Edit',
      'Click here to renew or replace the account token',
    ],
  }),
  preset('simplemdm', 'SimpleMDM', {
    hosts: ['https://a.simplemdm.com/*'],
    path: ['Settings', 'Apps and Books (VPP)'],
    known: 'lead',
  }),
  preset('addigy', 'Addigy', {
    hosts: ['https://*.addigy.com/*'],
    path: ['Policy', 'Integrations & Settings', 'Apple Apps', 'Renew'],
  }),
  preset('workspace-one', 'Workspace ONE UEM', {
    hosts: ['https://*.awmdm.com/*', 'https://*.workspaceoneuem.com/*'],
    path: [
      'Groups & Settings',
      'All Settings',
      'Devices & Users',
      'Apple',
      'VPP Managed Distribution',
      'sToken Upload',
    ],
    labels: [...label, 'stoken upload'],
  }),
  preset('maas360', 'IBM MaaS360', {
    hosts: ['https://*.maas360.com/*'],
    path: ['App Catalog', 'More', 'Apple VPP Licenses', 'Update'],
    labels: [...label, 'token detail'],
  }),
  preset('citrix', 'Citrix Endpoint Management', {
    hosts: ['https://*.xm.cloud.com/*'],
    path: ['Settings', 'Volume Purchase', 'Edit'],
    field: 'text',
    labels: [...label, 'company token'],
  }),
  preset('manageengine', 'ManageEngine Mobile Device Manager Plus', {
    hosts: [
      'https://mdm.manageengine.com/*',
      'https://mdm.manageengine.eu/*',
      'https://mdm.manageengine.in/*',
    ],
    path: ['Device Mgmt', 'App Mgmt', 'Apple app management', 'content token'],
  }),
  preset('miradore', 'Miradore', {
    hosts: ['https://*.online.miradore.com/*'],
    path: ['System', 'Infrastructure diagram', 'Apple Volume Purchase Program', 'Upload token'],
  }),
  preset('relution', 'Relution', {
    path: ['Settings', 'Volume Purchase Program (VPP)', 'Account', 'Update Token'],
  }),
  preset('sophos', 'Sophos Mobile', {
    hosts: ['https://central.sophos.com/*'],
    path: ['Setup', 'Apple setup', 'Apple VPP'],
  }),
  preset('blackberry', 'BlackBerry UEM', {
    hosts: ['https://*.bbsecure.com/*'],
    path: ['Apps', 'App licence', 'Apple VPP accounts'],
    known: 'lead',
  }),
  preset('ivanti', 'Ivanti EPMM / Neurons', {
    hosts: ['https://*.mobileiron.com/*'],
    path: ['Apps', 'Apple Licenses (VPP)'],
    known: 'lead',
  }),
  preset('hexnode', 'Hexnode', {
    hosts: ['https://*.hexnodemdm.com/*'],
    path: ['Admin', 'Apple Business/School Manager', 'Apple VPP'],
    known: 'lead',
  }),
  preset('jumpcloud', 'JumpCloud', {
    hosts: ['https://console.jumpcloud.com/*'],
    path: ['Device Management', 'MDM', 'Apple', 'VPP'],
    known: 'lead',
  }),
  preset('google', 'Google endpoint management', {
    hosts: ['https://admin.google.com/*'],
    path: ['Devices', 'Mobile & endpoints', 'Settings', 'iOS', 'Apple VPP content token'],
    known: 'lead',
  }),
  preset('soti', 'SOTI MobiControl', {
    path: ['Global Settings', 'Apple', 'App Store License Management', 'Content/Server Token'],
    labels: [...label, 'server token'],
  }),
  preset('apptec360', 'AppTec360', {
    hosts: ['https://*.emmconsole.com/*'],
    path: ['General Settings', 'App Management', 'VPP token', 'Edit'],
  }),
  preset('n-able', 'N-able', {
    hosts: ['https://*.n-able.com/*'],
    path: ['Device Management for Apple', 'Apps', 'token', 'Renew token'],
  }),
  preset('cortado', 'Cortado', {
    path: ['Control Panel', 'Apps & Docs', 'VPP Accounts'],
    field: 'text',
  }),
  preset('zenworks', 'ZENworks', { path: ['ZENworks Control Center', 'VPP subscription'] }),
  preset('rippling', 'Rippling', {
    hosts: ['https://app.rippling.com/*'],
    path: ['Apple / VPP'],
    known: 'lead',
  }),
  preset('scalefusion', 'Scalefusion', {
    hosts: ['https://app.scalefusion.com/*'],
    path: ['Apple / VPP'],
    known: 'lead',
  }),
  preset('lightspeed', 'Lightspeed', {
    hosts: ['https://mdm.lightspeedsystems.com/*'],
    path: ['Apple / VPP'],
    known: 'lead',
  }),
  preset('other', 'Other', { path: [], known: 'lead' }),
];
