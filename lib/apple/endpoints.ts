const base = 'https://vpp.itunes.apple.com/mdm/v2/';
const { host } = new URL(base);

/** The reads of reference 4 with their key in `urls` of service/config. There is no write among them. */
const reads = {
  'service/config': undefined,
  'client/config': 'clientConfig',
  assets: 'getAssets',
  assignments: 'getAssignments',
  users: 'getUsers',
  status: 'eventStatus',
} as const;

/** The writes of reference 4, all there are. That of client/config is none of them and must never be (design 2.2). */
const writes = {
  'assets/associate': 'associateAssets',
  'assets/disassociate': 'disassociateAssets',
  'assets/revoke': 'revokeAssets',
  'users/create': 'createUsers',
  'users/update': 'updateUsers',
  'users/retire': 'retireUsers',
} as const;

export type Endpoint = keyof typeof reads;
export type WriteEndpoint = keyof typeof writes;
type Urls = Readonly<Record<string, string>>;
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The URL of a read. Apple may move paths (reference 0.7), but never to another host: the bearer goes to
 * `vpp.itunes.apple.com` alone, and service/config comes without any proof of who wrote it.
 */
export function endpointUrl(endpoint: Endpoint, query: Query, urls: Urls = {}): string {
  const key = reads[endpoint];
  const url = movedTo(key === undefined ? undefined : urls[key]) ?? new URL(endpoint, base);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

/**
 * The URL of a write. Its version may move, its name may not: whatever service/config says, a write meets no other
 * call of Apple's.
 */
export function writeUrl(endpoint: WriteEndpoint, urls: Urls = {}): string {
  const moved = movedTo(urls[writes[endpoint]]);
  return (moved?.pathname.endsWith(`/${endpoint}`) ? moved : new URL(endpoint, base)).href;
}

function movedTo(text: string | undefined): URL | undefined {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || url.protocol !== 'https:' || url.host !== host) return undefined;
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return plain && url.pathname.startsWith('/mdm/') ? url : undefined;
}
