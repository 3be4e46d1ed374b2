import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Worker } from 'playwright-core';
import { z } from 'zod';
import { expectBuild } from './build.ts';
import { type BrowserCdp, looseSend, openBrowserCdp } from './cdp.ts';
import { expectBrowser, type FoundBrowser } from './find-browsers.ts';
import type { ConsoleMessage, SimulatedNet } from './simulated-net.ts';
import { waitFor, within } from './wait-for.ts';

export interface ChromiumOptions {
  net: SimulatedNet;
  /** A real window, where a display exists. */
  headed?: boolean;
  colorScheme?: 'light' | 'dark';
  deviceScaleFactor?: number;
  viewport?: { width: number; height: number };
  /** Reuse this profile (it stays on close); else a fresh one that is removed on close. */
  profileDir?: string;
  locale?: string;
  /** For comparing a page with and without us. */
  withoutExtension?: boolean;
  /** The unpacked extension; the production build unless told. */
  extensionDir?: string;
  /** More switches for the browser. */
  args?: readonly string[];
}

export type Chromium = Awaited<ReturnType<typeof launchChromium>>;

/**
 * The installed Chromium with the production build. No name but the simulated hosts resolves, so nothing leaves the
 * machine. Playwright is attached to the worker, and an attached worker is never stopped for being idle: stop it
 * with `killWorker`.
 */
export async function launchChromium(options: ChromiumOptions) {
  const found = expectBrowser('chromium');
  const profileDir = options.profileDir ?? mkdtempSync(join(tmpdir(), 'orchardist-chromium-'));
  const build = options.withoutExtension ? undefined : (options.extensionDir ?? expectBuild('chromium'));
  const headed = options.headed === true && hasDisplay();
  const context = await chromium.launchPersistentContext(profileDir, {
    executablePath: found.path,
    // Playwright's own headless mode is not asked for: the new one is a real browser, extensions and all.
    headless: false,
    ignoreDefaultArgs: ['--disable-extensions', '--disable-component-extensions-with-background-pages'],
    args: switches(found, options, headed, build),
    ignoreHTTPSErrors: true,
    acceptDownloads: true,
    viewport: options.viewport ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.deviceScaleFactor ?? 1,
    colorScheme: options.colorScheme ?? 'light',
    ...(options.locale === undefined ? {} : { locale: options.locale }),
  });
  const consoleMessages = collectConsole(context);
  const cdp = await openBrowserCdp(expectOwner(context));
  const close = async () => {
    await context.close();
    if (options.profileDir === undefined) rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const id = build === undefined ? '' : found.branded ? await cdp.loadUnpacked(build) : idOfUnpacked(build);
    const worker = createWorkerControl(context, cdp, id, consoleMessages);
    if (build !== undefined) await worker.serviceWorker();
    return {
      context,
      found,
      profileDir,
      extensionId: id,
      consoleMessages,
      ...worker,
      ...createOpeners(context, cdp, id, consoleMessages, {
        profileDir,
        colorScheme: options.colorScheme ?? 'light',
      }),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The lines that a person would call errors. */
export function errorsIn(messages: readonly ConsoleMessage[]): ConsoleMessage[] {
  return messages.filter((message) => message.type === 'error' || message.type === 'warning');
}

function createWorkerControl(
  context: BrowserContext,
  cdp: BrowserCdp,
  id: string,
  consoleMessages: ConsoleMessage[],
) {
  const origin = `chrome-extension://${id}/`;
  const heard = new Set<string>();

  const getTarget = async () =>
    (await cdp.targets()).find((target) => target.type === 'service_worker' && target.url.startsWith(origin));
  const getWorker = () => context.serviceWorkers().find((worker) => worker.url().startsWith(origin));

  const expectWorker = async (timeout: number, message: string): Promise<Worker> => {
    const target = await waitFor(getTarget, { timeout, message });
    if (!heard.has(target.targetId)) {
      heard.add(target.targetId);
      await cdp.listen(target.targetId, (method, params) => {
        const line = toConsoleMessage(target.url, method, params);
        if (line) consoleMessages.push(line);
      });
    }
    return waitFor(getWorker, { message: 'Playwright knows the worker' });
  };

  const startWorker = async (): Promise<false> => {
    const page = context.pages()[0] ?? (await context.newPage());
    const session = await context.newCDPSession(page);
    const send = looseSend(session);
    try {
      await send('ServiceWorker.enable');
      await send('ServiceWorker.startWorker', { scopeURL: origin });
    } finally {
      await session.detach();
    }
    return false;
  };

  /** Whether the worker runs now. Does not wake it. */
  const isWorkerRunning = async () => (await getTarget()) !== undefined;

  /** When the running worker began; a call to a dead one hangs instead of failing. */
  const bornAt = async (patience: number) => {
    const worker = getWorker();
    return (
      worker &&
      within(
        worker.evaluate(() => performance.timeOrigin),
        patience,
        'the worker answers',
      )
    );
  };

  return {
    isWorkerRunning,
    /** The running worker; starts it when it is stopped. */
    serviceWorker: async (): Promise<Worker> => {
      await waitFor(async () => (await isWorkerRunning()) || (await startWorker()), {
        message: 'the worker can be started',
      });
      return expectWorker(10_000, 'the worker runs');
    },
    /**
     * Stops the worker as the browser does when memory is short: at once, whatever it was doing. Does nothing when it
     * is stopped already; when something woke it meanwhile, the new one runs on return.
     */
    killWorker: async (): Promise<void> => {
      const target = await getTarget();
      if (!target) return;
      const born = await bornAt(5_000);
      await cdp.closeTarget(target.targetId);
      await waitFor(async () => !(await isWorkerRunning()) || (await bornAt(200)) !== born, {
        message: 'the worker is gone',
      });
    },
    /** Waits until something (an alarm, by default of at least 30 s) starts the worker again. */
    wakeByAlarm: (timeout = 90_000): Promise<Worker> => expectWorker(timeout, 'an alarm starts the worker'),
  };
}

function createOpeners(
  context: BrowserContext,
  cdp: BrowserCdp,
  id: string,
  consoleMessages: ConsoleMessage[],
  look: { profileDir: string; colorScheme: 'light' | 'dark' },
) {
  const origin = `chrome-extension://${id}`;
  const newPage = async (url: string): Promise<Page> => {
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };
  const popupTarget = async () =>
    (await cdp.targets()).find((target) => target.type === 'page' && target.url === `${origin}/popup.html`);

  /** The popup that `act` makes the extension open by itself. */
  const popupAfter = async (act: () => Promise<unknown>): Promise<Page> => {
    await act();
    await waitFor(popupTarget, { message: 'the popup opens' });
    const popup = await adoptPopup(look.profileDir, `${origin}/popup.html`, consoleMessages);
    await popup.emulateMedia({ colorScheme: look.colorScheme });
    return popup;
  };

  return {
    page: newPage,
    /** The console; `hash` with or without its `#`. */
    openConsole: (hash = '') => newPage(`${origin}/options.html${hash && `#${hash.replace(/^#/, '')}`}`),
    /** popup.html as a tab of the popup's size: behaves like the popup, but grants no `activeTab`. */
    openPopupTab: async (): Promise<Page> => {
      const page = await context.newPage();
      await page.setViewportSize({ width: 400, height: 560 });
      await page.goto(`${origin}/popup.html`);
      return page;
    },
    /**
     * The real popup over `over` (or the front tab), as a click on the icon opens it, with `activeTab` granted.
     * `close()` of the returned page closes the popup.
     */
    openPopup: async (over?: Page): Promise<Page> => {
      if (over) await over.bringToFront();
      const tab = (await cdp.targets('tab')).find((one) => one.embedderData?.tabActive !== false);
      if (!tab) throw new Error('No tab to open the popup over.');
      return popupAfter(() => cdp.triggerAction(id, tab.targetId));
    },
    popupAfter,
  };
}

/**
 * Playwright overlooks popups when they open (they begin as targets of type "other"); a second connection, made
 * when the popup stands, sees it as a page like any other.
 */
async function adoptPopup(profileDir: string, url: string, consoleMessages: ConsoleMessage[]): Promise<Page> {
  const [port, path] = readFileSync(join(profileDir, 'DevToolsActivePort'), 'utf8').split('\n');
  const second = await chromium.connectOverCDP(`ws://127.0.0.1:${port}${path}`);
  const page = await waitFor(
    () =>
      second
        .contexts()
        .flatMap((one) => one.pages())
        .find((one) => one.url() === url),
    { message: 'the popup is a page' },
  );
  page.on('console', (line) => consoleMessages.push({ source: url, type: line.type(), text: line.text() }));
  page.on('pageerror', (error) => consoleMessages.push({ source: url, type: 'error', text: String(error) }));
  page.on('close', () => void second.close().catch(() => undefined));
  return page;
}

function switches(
  found: FoundBrowser,
  options: ChromiumOptions,
  headed: boolean,
  build: string | undefined,
): string[] {
  const { port, hosts } = options.net;
  const rules = [...hosts.map((host) => `MAP ${host} 127.0.0.1:${port}`), 'MAP * ~NOTFOUND'];
  return [
    // Headless has a screen of 800 x 600 unless told, on which a popup is cut.
    ...(headed ? [] : ['--headless=new', '--screen-info={1440x900}']),
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    `--host-resolver-rules=${[...rules, 'EXCLUDE 127.0.0.1', 'EXCLUDE localhost'].join(', ')}`,
    '--ignore-certificate-errors',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--no-first-run',
    '--no-default-browser-check',
    // For the second connection of `adoptPopup`; port 0 takes any free one.
    '--remote-debugging-port=0',
    '--enable-unsafe-extension-debugging',
    ...(build === undefined || found.branded
      ? []
      : [`--disable-extensions-except=${build}`, `--load-extension=${build}`]),
    ...(options.locale === undefined ? [] : [`--lang=${options.locale}`]),
    // Playwright scales the tabs; this scales the real popup too.
    ...(options.deviceScaleFactor === undefined
      ? []
      : [`--force-device-scale-factor=${options.deviceScaleFactor}`]),
    ...(options.args ?? []),
  ];
}

/** Chromium derives the id of an unpacked extension from its folder: 128 bits of SHA-256, written with a to p. */
function idOfUnpacked(folder: string): string {
  const bytes = Buffer.from(folder, process.platform === 'win32' ? 'utf16le' : 'utf8');
  const hex = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return hex.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}

function collectConsole(context: BrowserContext): ConsoleMessage[] {
  const messages: ConsoleMessage[] = [];
  // The worker's lines come by `listen`, which hears its uncaught errors too.
  context.on('console', (line) => {
    const page = line.page();
    if (page) messages.push({ source: page.url(), type: line.type(), text: line.text() });
  });
  context.on('weberror', (error) =>
    messages.push({ source: error.page()?.url() ?? '', type: 'error', text: String(error.error()) }),
  );
  return messages;
}

const Thrown = z.object({
  exceptionDetails: z.object({
    text: z.string(),
    exception: z.object({ description: z.string().optional() }).optional(),
  }),
});
const Logged = z.object({
  type: z.string(),
  args: z.array(z.object({ value: z.unknown(), description: z.string().optional() })),
});

function toConsoleMessage(source: string, method: string, params: unknown): ConsoleMessage | undefined {
  if (method === 'Runtime.exceptionThrown') {
    const { text, exception } = Thrown.parse(params).exceptionDetails;
    return { source, type: 'error', text: `${text} ${exception?.description ?? ''}`.trim() };
  }
  if (method !== 'Runtime.consoleAPICalled') return undefined;
  const { type, args } = Logged.parse(params);
  return { source, type, text: args.map((one) => String(one.value ?? one.description ?? '')).join(' ') };
}

function expectOwner(context: BrowserContext) {
  const browser = context.browser();
  if (!browser) throw new Error('The browser has gone.');
  return browser;
}

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
