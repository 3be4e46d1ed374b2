/**
 * One square of the grid of portals that Apple might serve. How a token really comes down is unknown
 * (portal reference 1.6), so every way is played: choose by the query, `/?shell=frame&delivery=xhr&language=ja`.
 */
export const shells = ['hash', 'path', 'frame'] as const;
export const deliveries = ['fetch', 'xhr', 'graphql', 'data', 'attachment'] as const;
/** More ways of the same, off the grid. */
export const variants = [
  'fetch-blob',
  'fetch-buffer',
  'xhr-blob',
  'xhr-buffer',
  'xhr-json',
  'data-click',
] as const;
export const languages = ['en', 'de', 'fr', 'ja', 'zh-TW', 'es', 'none'] as const;
export const fileKinds = ['token', 'p7m', 'pem', 'csv'] as const;

export type Shell = (typeof shells)[number];
export type Delivery = (typeof deliveries)[number] | (typeof variants)[number];
export type Language = (typeof languages)[number];
export type FileKind = (typeof fileKinds)[number];

export interface Cell {
  shell: Shell;
  delivery: Delivery;
  language: Language;
  file: FileKind;
}

export const tokenRoute = '/main/preferences/paymentsandbilling/appsandbooks';

/** Without a query: the page of the demo, which is what Apple's is likeliest to be (portal reference 1.6). */
export function cellOf(url: URL): Cell {
  const ways: readonly Delivery[] = [...deliveries, ...variants];
  const usual = url.hostname.startsWith('school') ? 'hash' : 'path';
  return {
    shell: choose(shells, url.searchParams.get('shell'), usual),
    delivery: choose(ways, url.searchParams.get('delivery'), 'graphql'),
    language: choose(languages, url.searchParams.get('language'), 'en'),
    file: choose(fileKinds, url.searchParams.get('file'), 'token'),
  };
}

export function urlOf(host: string, cell: Partial<Cell>): string {
  const path = cell.shell === 'path' ? tokenRoute : '/';
  return `https://${host}${path}?${new URLSearchParams({ ...cell })}`;
}

function choose<T extends string>(known: readonly T[], asked: string | null, usual: T): T {
  return known.find((one) => one === asked) ?? usual;
}
