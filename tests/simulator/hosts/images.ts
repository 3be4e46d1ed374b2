import type { HostHandler } from '../host-handler.ts';
import { drawIcon } from './png.ts';

export const imageHost = 'is1-ssl.mzstatic.com';

export const artworkUrl = (adamId: string, size: number) =>
  `https://${imageHost}/image/thumb/Purple211/v4/${adamId}/AppIcon.png/${size}x${size}bb.png`;

/** Apple's image host, serving only what `artworkUrl` names. */
export function createImageHost(): HostHandler {
  const drawn = new Map<string, Buffer>();
  return ({ url }, response) => {
    const match = /\/v4\/(\d+)\/AppIcon\.png\/(\d{1,4})x\d{1,4}bb\.png$/.exec(url.pathname);
    const size = Math.min(Number(match?.[2] ?? 0), 1024);
    if (!match || size === 0) {
      response.writeHead(404).end();
      return;
    }
    const key = `${match[1]} ${size}`;
    const picture = drawn.get(key) ?? drawIcon(Number(match[1]) % 2 ** 31, size);
    drawn.set(key, picture);
    response.writeHead(200, {
      'content-type': 'image/png',
      'content-length': picture.length,
      'cache-control': 'public, max-age=31536000',
    });
    response.end(picture);
  };
}
