import { describe, expect, it } from 'vitest';
import { createIconFetcher } from '../../../lib/apple/icons.ts';
import { createParts, failureOf } from './fake-parts.ts';

const artwork = 'https://is1-ssl.mzstatic.com/image/thumb/Purple/v4/a/b/source/512x512bb.jpg';

function setUp(answer: () => Response) {
  const parts = createParts(answer);
  return { ...parts, icons: createIconFetcher(parts.deps) };
}

function image(bytes: number, headers: Record<string, string> = {}): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'image/jpeg', ...headers } });
}

describe('fetchIcon', () => {
  it('asks for 128 pixels, without cookie or redirect, and gives a blob of its type', async () => {
    const { icons, fetch, time } = setUp(() => image(2000, { 'content-type': 'Image/JPEG; q=1' }));
    const blob = await time.until(icons.fetchIcon(artwork));
    expect([blob.size, blob.type]).toEqual([2000, 'image/jpeg']);
    expect(fetch.mock.calls[0]).toEqual([
      artwork.replace('512x512', '128x128'),
      expect.objectContaining({ credentials: 'omit', redirect: 'error', referrerPolicy: 'no-referrer' }),
    ]);
  });

  it('leaves a URL of another form as it is', async () => {
    const { icons, fetch, time } = setUp(() => image(1));
    await time.until(icons.fetchIcon('https://a5.mzstatic.com/r40/icon.png'));
    expect(fetch.mock.calls[0]?.[0]).toBe('https://a5.mzstatic.com/r40/icon.png');
  });

  it.each([
    'http://is1-ssl.mzstatic.com/a.jpg',
    'https://evil.example/a.jpg',
    'https://mzstatic.com.evil.example/a.jpg',
    'https://evilmzstatic.com/a.jpg',
    'https://is1-ssl.mzstatic.com:8443/a.jpg',
    'https://someone@is1-ssl.mzstatic.com/a.jpg',
    'data:image/png;base64,AAAA',
    'nonsense',
  ])('never asks %s', async (url) => {
    const { icons, fetch } = setUp(() => image(1));
    const error = await failureOf(icons.fetchIcon(url));
    expect([error.code, error.details]).toEqual(['unexpected-answer', { place: 'host' }]);
    expect(fetch).not.toHaveBeenCalled();
  });

  it.each(['text/html', 'image/svg+xml', 'application/octet-stream', ''])(
    'refuses the type "%s"',
    async (type) => {
      const { icons, time } = setUp(() => image(10, { 'content-type': type }));
      expect((await time.until(failureOf(icons.fetchIcon(artwork)))).details).toEqual({ place: 'type' });
    },
  );

  it('takes 512 kB and not one byte more, announced or not', async () => {
    const most = 512 * 1024;
    const { icons, time } = setUp(() => image(most));
    expect((await time.until(icons.fetchIcon(artwork))).size).toBe(most);
    for (const answer of [() => image(most + 1), () => image(1, { 'content-length': String(most + 1) })]) {
      const other = setUp(answer);
      expect((await other.time.until(failureOf(other.icons.fetchIcon(artwork)))).details).toEqual({
        place: 'size',
      });
    }
  });

  it('does not read on when a picture has no end', async () => {
    let pulled = 0;
    const endless = () =>
      new Response(
        new ReadableStream({
          pull(controller) {
            pulled++;
            controller.enqueue(new Uint8Array(64 * 1024));
          },
        }),
        { headers: { 'content-type': 'image/png' } },
      );
    const { icons, time } = setUp(endless);
    expect((await time.until(failureOf(icons.fetchIcon(artwork)))).details).toEqual({ place: 'size' });
    expect(pulled).toBeLessThan(12);
  });

  it('does not sit out a long wait', async () => {
    const { icons, time } = setUp(
      () => new Response('', { status: 429, headers: { 'retry-after': '3600' } }),
    );
    const retryAt = time.clock.now() + 3_600_000;
    expect(await time.until(failureOf(icons.fetchIcon(artwork)))).toMatchObject({ details: { retryAt } });
    expect([time.clock.now(), time.timers()]).toEqual([retryAt - 3_600_000, 0]);
  });

  it('says when there is none, and waits when the host is busy', async () => {
    const none = setUp(() => new Response('', { status: 404 }));
    const error = await none.time.until(failureOf(none.icons.fetchIcon(artwork)));
    expect([error.code, error.details]).toEqual(['unexpected-answer', { status: 404, place: 'status' }]);
    let calls = 0;
    const busy = setUp(() =>
      ++calls === 1 ? new Response('', { status: 503, headers: { 'retry-after': '5' } }) : image(3),
    );
    const start = busy.time.clock.now();
    expect((await busy.time.until(busy.icons.fetchIcon(artwork))).size).toBe(3);
    expect(busy.time.clock.now() - start).toBe(5_000);
  });
});
