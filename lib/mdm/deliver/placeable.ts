import { AppError } from '../../platform/errors.ts';
import { type Preset, presets } from '../catalogue/presets.ts';
import type { Wanted } from '../page/find-fields.ts';

/** What is known of the console that a page belongs to. */
export interface KnownConsole {
  /** Where its fields may be: the page's own origin, and match patterns of the frames that it puts its forms in. */
  origin: string;
  hosts: readonly string[];
  /** A preset names its host, or the admin saved it. */
  isNamed: boolean;
  wanted: Wanted;
  /** Where to go in it, in the vendor's words; empty when it is not known. */
  path: readonly string[];
}

/** Apple's own places, which must never get a token from here. */
const apples = /(^|\.)(apple\.com|icloud\.com|mzstatic\.com|apple)$/;

const isPlaceable = (url: URL) => url.protocol === 'https:' && !apples.test(url.hostname);

/** What the admin chose for a console. */
export interface ChosenConsole {
  preset: string;
  /** Match patterns of the frames that the admin allowed besides. */
  frames: readonly string[];
}
/** One that is saved: it is known by what was chosen for it, not by its host. */
export interface SavedConsole extends ChosenConsole {
  mdmId: string;
}

/**
 * @param address of the page; what the browser does not tell may not be touched
 * @param chosen for this console; where that names no kind that is known, its host decides
 * @throws AppError page-refused
 */
export function expectConsole(
  address: string | undefined,
  chosen: readonly ChosenConsole[] = [],
): KnownConsole {
  const url = address === undefined ? null : URL.parse(address);
  if (!url || !isPlaceable(url)) throw new AppError('page-refused');
  const picked = presets.filter(({ id }) => chosen.some(({ preset }) => preset === id));
  const byHost = () => presets.filter(({ hosts }) => hosts.some((host) => matchesHost(host, url.origin)));
  const isTold = picked.some(({ id }) => id !== 'other');
  const known = isTold ? picked : [...picked, ...byHost()];
  return {
    origin: url.origin,
    hosts: [...new Set([...known.flatMap(({ hosts }) => hosts), ...chosen.flatMap(({ frames }) => frames)])],
    isNamed: chosen.length > 0 || known.length > 0,
    wanted: wantedOf(known),
    path: known.length === 1 ? (known[0]?.path ?? []) : [],
  };
}

/** Hosts that several products share want what any of them wants. */
function wantedOf(known: readonly Preset[]): Wanted {
  const isText = known.length > 0 && known.every(({ field }) => field === 'text');
  return { kind: isText ? 'text' : 'file', labels: [...new Set(known.flatMap(({ labels }) => labels))] };
}

/** Whether a frame of this origin may hold the console's form. */
export function isOwnFrame(site: KnownConsole, origin: string): boolean {
  const url = URL.parse(origin);
  if (!url || !isPlaceable(url)) return false;
  return origin === site.origin || site.hosts.some((host) => matchesHost(host, origin));
}

/**
 * At any port, as the browser's own permissions are (Firefox knows no ports in match patterns).
 * @param pattern such as `https://*.meraki.com/*`, which has `meraki.com` in it too
 */
export function matchesHost(pattern: string, origin: string): boolean {
  const [, wild, host] = /^https:\/\/(\*\.)?([^/*]+)\/\*$/.exec(pattern) ?? [];
  if (host === undefined) return false;
  const url = URL.parse(origin);
  if (url?.protocol !== 'https:') return false;
  return url.hostname === host || (wild !== undefined && url.hostname.endsWith(`.${host}`));
}
