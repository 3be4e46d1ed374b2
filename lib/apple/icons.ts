import { AppError } from '../platform/errors.ts';
import { readAtMost } from '../platform/read-at-most.ts';
import { answerDetails } from './errors.ts';
import type { Governor } from './governor.ts';
import { type HttpDeps, httpGet } from './http.ts';

export interface IconDeps extends HttpDeps {
  governor(key: string): Governor;
}

const maxBytes = 512 * 1024;
const edge = 128; // Pixels; drawn at up to 64.
/** In milliseconds; a longer wait is better left to an alarm. */
const patience = 20_000;
const imageTypes = /^image\/(png|jpeg|webp|gif)$/;

/** Icons from Apple's image host, for the cache. Sends nothing but the URL that the look-up gave. */
export function createIconFetcher(deps: IconDeps) {
  const governor = deps.governor('mzstatic.com');
  return {
    /**
     * The icon as PNG, JPEG, WebP or GIF of at most 512 kB, about 128 pixels wide.
     * @throws AppError unexpected-answer (`place`: host, status, type, size), and those of `httpGet`
     */
    async fetchIcon(artworkUrl: string, signal?: AbortSignal): Promise<Blob> {
      const url = expectIconUrl(artworkUrl);
      return governor.run(
        async () => {
          const accept = { accept: 'image/webp,image/png,image/jpeg' };
          return (
            await httpGet(deps, url, accept, (response) => readIcon(response, deps.clock.now()), signal)
          ).body;
        },
        { signal, page: true, retry: true, patience },
      );
    },
  };
}

/** Artwork URLs end in a size that may be chosen: `…/100x100bb.jpg`. */
function expectIconUrl(text: string): string {
  const url = URL.parse(text);
  const good =
    url?.protocol === 'https:' &&
    url.hostname.endsWith('.mzstatic.com') &&
    url.port === '' &&
    url.username === '';
  if (!good || url === null) throw new AppError('unexpected-answer', { place: 'host' });
  url.pathname = url.pathname.replace(/\/\d+x\d+(bb)?(-\d+)?\.(png|jpe?g|webp)$/, `/${edge}x${edge}bb.$3`);
  return url.href;
}

async function readIcon(response: Response, now: number): Promise<Blob> {
  const details = answerDetails(response, now);
  if (response.status === 429) throw new AppError('throttled', details);
  if (response.status >= 500) throw new AppError(response.status === 503 ? 'maintenance' : 'server', details);
  if (!response.ok) throw new AppError('unexpected-answer', { ...details, place: 'status' });
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!imageTypes.test(type)) throw new AppError('unexpected-answer', { place: 'type' });
  const parts = await readAtMost(response, maxBytes);
  if (!parts) throw new AppError('unexpected-answer', { place: 'size' });
  return new Blob(parts, { type });
}
