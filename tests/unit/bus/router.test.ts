import { describe, expect, it, vi } from 'vitest';
import { createRouter, type Handlers, type RawSender } from '../../../lib/bus/router.ts';
import { AppError } from '../../../lib/platform/errors.ts';

const ui: RawSender = {
  id: 'ours',
  origin: 'chrome-extension://ours',
  url: 'chrome-extension://ours/popup.html',
};
const portal: RawSender = { id: 'ours', origin: 'https://school.apple.com', tab: { id: 7 }, frameId: 3 };

function setUp(overrides: Partial<Handlers> = {}) {
  const called = vi.fn();
  const handlers = new Proxy({} as Handlers, {
    get: (_, name: keyof Handlers) =>
      overrides[name] ?? (async (...args: unknown[]) => called(name, ...args)),
  });
  const onBug = vi.fn();
  const route = createRouter({
    handlers,
    ownId: 'ours',
    ownOrigin: 'chrome-extension://ours',
    portalOrigins: ['https://business.apple.com', 'https://school.apple.com'],
    onBug,
  });
  return { route, called, onBug };
}

describe('the bus router', () => {
  it('calls the handler of a screen with the parsed input', async () => {
    const { route, called } = setUp();
    const reply = await route({ bus: 'location.sync', input: { uId: '1', extra: 1 } }, ui);
    expect(reply?.ok).toBe(true);
    expect(called).toHaveBeenCalledWith('location.sync', { uId: '1' }, { kind: 'ui' });
  });

  it('takes a capture from a portal tab and names tab and frame', async () => {
    const { route, called } = setUp();
    await route({ bus: 'portal.capture', input: { text: 'x' } }, portal);
    expect(called).toHaveBeenCalledWith(
      'portal.capture',
      { text: 'x' },
      { kind: 'portal', tabId: 7, frameId: 3 },
    );
  });

  it.each<[string, RawSender]>([
    ['our own content script on a portal', portal],
    [
      'our own content script on another page',
      { id: 'ours', origin: 'https://evil.example', tab: { id: 1 } },
    ],
    ['another extension', { id: 'other', origin: 'chrome-extension://other' }],
    ['another extension that names our origin in its URL', { id: 'other', url: 'chrome-extension://ours/x' }],
    ['a sandboxed frame', { id: 'ours', origin: 'null', tab: { id: 1 } }],
    ['a sender without anything', {}],
    ['a look-alike host', { id: 'ours', url: 'chrome-extension://ours.evil/x' }],
  ])('refuses a command of a screen from %s', async (_, sender) => {
    const { route, called } = setUp();
    const reply = await route({ bus: 'vault.lock', input: {} }, sender);
    expect(reply).toEqual({ ok: false, error: { code: 'forbidden-sender', details: {} } });
    expect(called).not.toHaveBeenCalled();
  });

  it.each([['https://school.apple.com.evil.example'], ['http://school.apple.com'], ['https://evil.example']])(
    'refuses a capture from %s',
    async (origin) => {
      const { route } = setUp();
      const reply = await route({ bus: 'portal.capture', input: { text: 'x' } }, { ...portal, origin });
      expect(reply).toMatchObject({ ok: false, error: { code: 'forbidden-sender' } });
    },
  );

  it('judges by the URL where the browser gives no origin', async () => {
    const { route } = setUp();
    const reply = await route(
      { bus: 'vault.lock', input: {} },
      { id: 'ours', url: 'chrome-extension://ours/popup.html' },
    );
    expect(reply?.ok).toBe(true);
  });

  it.each([[undefined], [{}], [{ uId: 5 }], [{ uId: '' }], [{ uId: 'x'.repeat(65) }]])(
    'refuses the input %j and names the place, not the value',
    async (input) => {
      const { route, called } = setUp();
      const reply = await route({ bus: 'location.sync', input }, ui);
      expect(reply).toMatchObject({ ok: false, error: { code: 'bad-message' } });
      expect(called).not.toHaveBeenCalled();
    },
  );

  it('names no key that the sender made up: it may be a secret', async () => {
    const { route } = setUp();
    const way = { by: 'api', connector: 'fleet' };
    const input = { way, name: 'Fleet', settings: {}, secrets: { 'a5-secret/that+slipped': 7 } };
    const reply = await route({ bus: 'mdm.save', input }, ui);
    expect(reply).toEqual({
      ok: false,
      error: { code: 'bad-message', details: { message: 'mdm.save', at: 'secrets.?' } },
    });
  });

  it.each([[undefined], [null], ['x'], [{ type: 'other' }], [{ bus: 'no.such' }], [{ bus: 'toString' }]])(
    'leaves %j alone',
    (message) => {
      expect(setUp().route(message, ui)).toBeUndefined();
    },
  );

  it('answers failures as data, and tells of bugs without their message', async () => {
    const { route, onBug } = setUp({
      'vault.lock': async () => {
        throw new AppError('vault-missing');
      },
      'app.wipe': async () => {
        throw new TypeError('holds a secret');
      },
    });
    expect(await route({ bus: 'vault.lock', input: {} }, ui)).toEqual({
      ok: false,
      error: { code: 'vault-missing', details: {} },
    });
    expect(onBug).not.toHaveBeenCalled();
    expect(await route({ bus: 'app.wipe', input: {} }, ui)).toEqual({
      ok: false,
      error: { code: 'bug', details: { name: 'TypeError' } },
    });
    expect(onBug).toHaveBeenCalledOnce();
  });
});
