import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { urlOf } from '../simulator/portal/cell.ts';
import { makeToken } from '../unit/token/make-token.ts';
import { type Chromium, launchChromium } from './support/launch-chromium.ts';
import { listenToPortal, startPortals } from './support/portal-bench.ts';

const token = makeToken();
const host = 'school.apple.com';
const service = `https://ws.${host}/mdm`;

let net: Awaited<ReturnType<typeof startPortals>>;
let chromium: Chromium;
let bare: Chromium;
let pages: { withUs: Page; without: Page };
let portal: Awaited<ReturnType<typeof listenToPortal>>;

beforeAll(async () => {
  net = await startPortals({ tokenText: () => token, fileName: () => 'sToken_for_North.vpptoken' });
  chromium = await launchChromium({ net });
  bare = await launchChromium({ net, withoutExtension: true });
  portal = await listenToPortal(await chromium.serviceWorker());
  pages = {
    withUs: await chromium.page(urlOf(host, {})),
    without: await bare.page(urlOf(host, {})),
  };
});
afterAll(async () => {
  await chromium?.close();
  await bare?.close();
  await net?.close();
});

/** Runs the same act in a page with and in one without the extension; what comes back must be equal. */
async function expectSame<T>(act: (service: string) => T | Promise<T>): Promise<T> {
  const withUs = await pages.withUs.evaluate(act, service);
  const without = await pages.without.evaluate(act, service);
  expect(withUs).toEqual(without);
  return without;
}

describe('the page cannot tell', () => {
  test('by its functions', async () => {
    const seen = await expectSame(() => {
      const owners: [object, string[]][] = [
        [window, ['fetch', 'dispatchEvent', 'postMessage']],
        [Response.prototype, ['text', 'json', 'blob', 'arrayBuffer', 'bytes', 'clone']],
        [XMLHttpRequest.prototype, ['open', 'send']],
        [URL, ['createObjectURL', 'revokeObjectURL']],
        [HTMLElement.prototype, ['click']],
        [HTMLAnchorElement.prototype, ['click']],
      ];
      return owners.flatMap(([owner, keys]) =>
        keys.map((key) => {
          const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(owner, key) ?? {};
          const isNative = value
            ? /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(value))
            : null;
          return {
            key,
            flags,
            name: value?.name,
            length: value?.length,
            own: value && Object.getOwnPropertyNames(value),
            isNative,
            get: typeof get,
            set: typeof set,
          };
        }),
      );
    });
    expect(seen.filter(({ isNative }) => isNative)).toHaveLength(13);
  });

  test('by a name left behind in its world', async () => {
    await expectSame(() =>
      [window, document, Response.prototype, XMLHttpRequest.prototype, URL, Node.prototype].map((owner) =>
        Reflect.ownKeys(owner).map(String).sort(),
      ),
    );
  });

  test('by its errors', async () => {
    const errors = await expectSame(async (at) => {
      const tell = async (act: () => unknown) => {
        try {
          await act();
          return 'none';
        } catch (error) {
          return String(error);
        }
      };
      const read = new Response('once');
      await read.text();
      const gone = new AbortController();
      gone.abort(new RangeError('our own reason'));
      return [
        await tell(() => fetch(`${at}/dropped`, { credentials: 'include' })),
        await tell(() => fetch(at, { signal: gone.signal })),
        await tell(() => fetch('https://example.com/')),
        await tell(() => read.text()),
        await tell(() => Reflect.apply(Response.prototype.json, {}, [])),
        await tell(() => new Response('{').json()),
        await tell(async () => (await fetch(`${at}/content-token`, { credentials: 'include' })).json()),
        await tell(() => Reflect.apply(URL.createObjectURL, URL, [{}])),
        await tell(() => Reflect.apply(URL.createObjectURL, URL, [])),
        await tell(() => Reflect.apply(HTMLElement.prototype.click, window, [])),
        await tell(() => new XMLHttpRequest().send()),
        await tell(() => Reflect.apply(XMLHttpRequest.prototype.send, window, [])),
        await tell(() => Reflect.construct(URL.createObjectURL, [])),
      ];
    });
    expect(errors.filter((error) => error === 'none')).toEqual([]);
  });

  test('by rejections that nobody handles', async () => {
    const counted = await expectSame(async (at) => {
      const heard: string[] = [];
      const listener = (event: PromiseRejectionEvent) => {
        heard.push(String(event.reason));
        event.preventDefault();
      };
      addEventListener('unhandledrejection', listener);
      const load = (name: string) => fetch(`${at}/${name}`, { credentials: 'include' });
      void load('dropped');
      await load('dropped').catch(() => undefined);
      void (await load('content-token')).json();
      await (await load('content-token')).json().catch(() => undefined);
      void new Response('{ broken').json();
      const broken = new Response(
        new ReadableStream({ start: (controller) => controller.error(new Error('cut')) }),
      );
      void broken.text();
      await new Response('{ broken').json().catch(() => undefined);
      for (let turn = 0; turn < 200 && heard.length < 3; turn += 1)
        await new Promise((resolve) => setTimeout(resolve, 5));
      // One more round trip, in which a rejection too many would be told.
      await load('content-token');
      removeEventListener('unhandledrejection', listener);
      return heard.sort();
    });
    expect(counted).toHaveLength(3);
  });

  test('by the state of a body', async () => {
    await expectSame(async (at) => {
      const response = await fetch(`${at}/content-token`, { credentials: 'include' });
      const before = [response.bodyUsed, response.body?.locked];
      const reading = response.text();
      const during = [response.bodyUsed, response.body?.locked];
      const { length } = await reading;
      return {
        before,
        during,
        after: [response.bodyUsed, response.body?.locked],
        length,
        type: response.type,
        url: response.url,
      };
    });
  });

  test('by the order of things', async () => {
    const order = await expectSame(async (at) => {
      const log: string[] = [];
      const xhr = new XMLHttpRequest();
      for (const name of ['readystatechange', 'loadstart', 'progress', 'load', 'loadend'])
        xhr.addEventListener(name, () => log.push(`${name} ${xhr.readyState}`));
      xhr.open('GET', `${at}/content-token`);
      xhr.withCredentials = true;
      const ended = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
      xhr.send();
      log.push('sent');
      await ended;
      const link = document.createElement('a');
      link.href = '#';
      link.addEventListener('click', (event) => {
        event.preventDefault();
        log.push('clicked');
      });
      link.click();
      log.push('after the click');
      const response = await fetch(`${at}/content-token`, { credentials: 'include' });
      const reading = response.text().then(() => log.push('text'));
      queueMicrotask(() => log.push('microtask'));
      log.push('after the call');
      await reading;
      return log;
    });
    expect(order.slice(-4)).toEqual(['after the click', 'after the call', 'microtask', 'text']);
  });

  test('by a message or an error of ours', async () => {
    // Not one that passed a moment ago: that would be held back.
    const fresh = makeToken({ orgName: 'A fresh one' });
    const heard = await pages.withUs.evaluate(async (text) => {
      const seen: string[] = [];
      const listener = (event: Event) => void seen.push(event.type);
      const names = ['message', 'messageerror', 'error', 'unhandledrejection', 'securitypolicyviolation'];
      for (const name of names) addEventListener(name, listener, true);
      URL.createObjectURL(new Blob([text]));
      await new Promise((resolve) => addEventListener('orchardist:capture', resolve, { once: true }));
      for (const name of names) removeEventListener(name, listener, true);
      return seen;
    }, fresh);
    await portal.expectCapture(fresh);
    expect(heard).toEqual([]);
  });
});
