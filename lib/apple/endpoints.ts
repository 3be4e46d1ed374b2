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

export type Endpoint = keyof typeof reads;
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The URL of a read. Apple may move paths (reference 0.7), but never to another host: the bearer goes to
 * `vpp.itunes.apple.com` alone, and service/config comes without any proof of who wrote it.
 */
export function endpointUrl(endpoint: Endpoint, query: Query, urls: Readonly<Record<string, string>> = {}) {
  const key = reads[endpoint];
  const url = movedTo(key === undefined ? undefined : urls[key]) ?? new URL(endpoint, base);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url.href;
}

function movedTo(text: string | undefined): URL | undefined {
  const url = text === undefined ? null : URL.parse(text);
  if (url === null || url.protocol !== 'https:' || url.host !== host) return undefined;
  const plain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return plain && url.pathname.startsWith('/mdm/') ? url : undefined;
}
