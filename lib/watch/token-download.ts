import { portalOrigins } from '../platform/permission-table.ts';

/** The parts of `downloads.DownloadItem` that tell where a file comes from. Its `url` may be a `data:` link and then holds the token. */
export interface DownloadFacts {
  id: number;
  url: string;
  finalUrl?: string | undefined;
  referrer?: string | undefined;
  /** The path on this computer; empty in Chromium until the name is decided. */
  filename: string;
  /** ISO 8601. */
  startTime: string;
  state?: string | undefined;
  /** Set when an extension saves the file. */
  byExtensionId?: string | undefined;
}

const portalHosts = portalOrigins.map((origin) => origin.slice('https://'.length));

/**
 * Whether a download looks like a content token from one of the portals: by name and origin, as nothing can be read
 * of it (reference portal 5.2, L2). The name is free text (reference portal 1.7), so either part of it is enough.
 */
export function isTokenDownload(item: DownloadFacts): boolean {
  if (item.byExtensionId !== undefined) return false;
  const name = item.filename.split(/[\\/]/).at(-1) ?? '';
  if (!/vpptoken|^sToken_for_/i.test(name)) return false;
  return [item.url, item.finalUrl, item.referrer].some(isOfPortal);
}

/** On a portal, one of its data hosts (`ws.…`, reference portal 1.1), or a blob of its page. */
function isOfPortal(address: string | undefined): boolean {
  const url = address === undefined ? null : URL.parse(address.replace(/^blob:/, ''));
  if (url?.protocol !== 'https:') return false;
  return portalHosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
}
