/**
 * Every permission, with its reason. The manifest is made from this table and `docs/PERMISSIONS.md` is held
 * against the built manifests by a test, so none can be added in silence.
 */
interface Reasoned<N extends string = string> {
  name: N;
  reason: string;
}

function reasoned<N extends string>(...entries: Reasoned<N>[]): readonly Reasoned<N>[] {
  return entries;
}

export const appleHost = 'https://vpp.itunes.apple.com/*';
export const lookupHost = 'https://itunes.apple.com/*';
export const iconHost = 'https://*.mzstatic.com/*';
export const portalHosts = ['https://business.apple.com/*', 'https://school.apple.com/*'] as const;

export const portalOrigins = ['https://business.apple.com', 'https://school.apple.com'] as const;

export const permissionTable = {
  required: reasoned(
    { name: 'storage', reason: 'Keeps settings, and what must survive a stopped worker in session memory.' },
    {
      name: 'unlimitedStorage',
      reason: 'Without it the browser may evict the vault and the journal when the disk is short.',
    },
    { name: 'alarms', reason: 'Syncs at intervals, resumes work that was interrupted, watches expiry.' },
    { name: 'idle', reason: 'Locks the vault when the computer is idle or locked.' },
    {
      name: 'activeTab',
      reason:
        'On your click alone: tells the popup that the open tab is an Apple portal, or opens your MDM’s page to the token that you place there.',
    },
    {
      name: 'scripting',
      reason:
        'Places a content token in the form of your MDM’s page, on your click. Gives access to no page by itself.',
    },
    { name: 'contextMenus', reason: 'The entry of the context menu that places a content token.' },
    {
      name: 'declarativeNetRequestWithHostAccess',
      reason:
        'Removes the Origin header from the extension’s own requests to vpp.itunes.apple.com, so that Apple sees what any server client sends.',
    },
    {
      name: 'identity',
      reason:
        'Opens the sign-in page of Microsoft Intune, when you send a token there, and hears that it is done.',
    },
  ),
  host: reasoned(
    {
      name: appleHost,
      reason: 'Apple’s App and Book Management API, which the token is for.',
    },
    {
      name: lookupHost,
      reason: 'Apple’s public look-up: names of apps and books by id. Nothing secret is sent.',
    },
    {
      name: iconHost,
      reason: 'Apple’s image host: app icons, fetched once and kept. Nothing secret is sent.',
    },
    { name: portalHosts[0], reason: 'Notices a content token that you download in Apple Business.' },
    { name: portalHosts[1], reason: 'Notices a content token that you download in Apple School Manager.' },
  ),
  optionalHost: reasoned({
    name: 'https://*/*',
    reason:
      'One host at a time, for an MDM that you set up: its console, so that one click opens and fills it, or its API. Given back when you remove the MDM.',
  }),
  optional: reasoned(
    {
      name: 'downloads',
      reason: 'Notices a .vpptoken download that the page hook could not see, and asks you to drop the file.',
    },
    {
      name: 'notifications',
      reason: 'Tells you when a token is about to end, has ended, or another management holds its location.',
    },
  ),
} as const;
