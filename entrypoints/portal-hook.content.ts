/**
 * Runs in the page's own world and sees a token pass by, whatever way the page fetches or saves it.
 * It must never be noticed: no argument, result, error or order changes, no handler is hung on the page's
 * promises (it would silence the page's `unhandledrejection`), and what fails in here stays in here.
 * So `fetch` itself stays untouched: a body is cloned in the moment when the page reads it.
 */
import { defineContentScript } from 'wxt/utils/define-content-script';
import { findTokens } from '../lib/portal/find-tokens.ts';
import { captureEvent, isSignInFrame, portalMatches } from '../lib/portal/frames.ts';
import { createSieve } from '../lib/portal/sieve.ts';

const maxSize = 64 * 1024;
const noToken = /^(image|audio|video|font)\/|^text\/(css|html|event-stream)|javascript|wasm/i;

export default defineContentScript({
  matches: portalMatches,
  world: 'MAIN',
  runAt: 'document_start',
  allFrames: true,
  matchOriginAsFallback: true,
  main() {
    if (!isSignInFrame(window)) watchPage();
  },
});

function watchPage() {
  // Taken before any script of the page runs, which may replace or count them.
  const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
  const { setTimeout, dispatchEvent, addEventListener, CustomEvent, TextDecoder } = window;
  const { clone } = Response.prototype;
  const { text: textOfBlob } = Blob.prototype;
  const { getResponseHeader } = XMLHttpRequest.prototype;
  const sizeOfBlob = getterOf(Blob.prototype, 'size');
  const responseOf = getterOf(XMLHttpRequest.prototype, 'response');
  const clock = performance.now.bind(performance);
  const sieve = createSieve(clock);

  for (const read of ['text', 'json', 'blob', 'arrayBuffer', 'bytes'])
    wrap(Response.prototype, read, (response) => lookAtResponse(response));
  wrap(XMLHttpRequest.prototype, 'send', (request) => {
    apply(addEventListener, request, ['load', onLoad]);
  });
  wrap(URL, 'createObjectURL', (_, [blob]) => lookAtBlob(blob));
  wrap(HTMLElement.prototype, 'click', (element) => lookAtLink(element));
  addEventListener('click', (event) => quietly(() => event.composedPath().forEach(lookAtLink)), true);

  function getterOf(owner: object, key: string): () => unknown {
    return getOwnPropertyDescriptor(owner, key)?.get ?? (() => undefined);
  }

  /** A proxy keeps name, length, own properties and native look of the function, and calls it as it was called. */
  function wrap(owner: object, key: string, before: (self: unknown, args: unknown[]) => void) {
    const descriptor = getOwnPropertyDescriptor(owner, key);
    if (typeof descriptor?.value !== 'function') return;
    const value = new Proxy(descriptor.value, {
      apply(target, self, args) {
        quietly(() => before(self, args));
        return apply(target, self, args);
      },
    });
    defineProperty(owner, key, { ...descriptor, value });
  }

  function quietly(work: () => void) {
    try {
      work();
    } catch {
      // Whatever it was, it was not the page's: the page must not hear of it.
    }
  }

  function mayHoldToken(type: string | null, length: string | null): boolean {
    return !noToken.test(type ?? '') && !(Number(length) > maxSize);
  }

  function lookAtResponse(response: unknown) {
    // One that the page made itself ("default") is no delivery, and cloning it would change when it fails.
    if (!(response instanceof Response) || response.bodyUsed || response.type === 'default') return;
    const { headers } = response;
    if (!mayHoldToken(headers.get('content-type'), headers.get('content-length'))) return;
    const copy: Response = apply(clone, response, []);
    if (copy.body) readStream(copy.body.getReader()).then(lookLater, ignore);
  }

  /** At most 64 KiB: the copy of a longer body is given up without a trace for the page. */
  async function readStream(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
    const decoder = new TextDecoder();
    let text = '';
    for (let size = 0; ; ) {
      const { done, value } = await reader.read();
      if (done) return text;
      size += value.byteLength;
      if (size > maxSize) {
        // Not awaited: it settles only when the page gives up its half as well.
        reader.cancel().catch(ignore);
        return '';
      }
      text += decoder.decode(value, { stream: true });
    }
  }

  function onLoad(this: unknown) {
    quietly(() => {
      const header = (name: string) => apply(getResponseHeader, this, [name]);
      if (!mayHoldToken(header('content-type'), header('content-length'))) return;
      const response = apply(responseOf, this, []);
      if (response instanceof Blob) lookAtBlob(response);
      else if (!(response instanceof ArrayBuffer)) lookLater(response);
      else if (response.byteLength <= maxSize) lookLater(new TextDecoder().decode(response));
    });
  }

  function lookAtBlob(blob: unknown) {
    // The getter refuses what is no Blob, also a Blob-like of another frame is told apart by it.
    const size = apply(sizeOfBlob, blob, []);
    if (Number(size) > maxSize) return;
    const reading: Promise<string> = apply(textOfBlob, blob, []);
    reading.then(lookLater, ignore);
  }

  function lookAtLink(node: unknown) {
    if (node instanceof HTMLAnchorElement && node.href.startsWith('data:')) lookLater(node.href);
  }

  /** In a task of its own, after the page had its turn. */
  function lookLater(seen: unknown) {
    setTimeout(() =>
      quietly(() => {
        if (!(seen instanceof Node)) findTokens(seen).forEach(report);
      }),
    );
  }

  function report(text: string) {
    if (sieve.admit(text)) dispatchEvent(new CustomEvent(captureEvent, { detail: text }));
  }
}

function ignore() {}
