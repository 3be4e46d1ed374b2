import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { expectBuild } from './build.ts';
import { expectBrowser } from './find-browsers.ts';
import type { ConsoleMessage, SimulatedNet } from './simulated-net.ts';
import { waitFor, within } from './wait-for.ts';

export interface FirefoxOptions {
  net: SimulatedNet;
  headed?: boolean;
  colorScheme?: 'light' | 'dark';
  deviceScaleFactor?: number;
  viewport?: { width: number; height: number };
  /** Reuse this profile (it stays on close); else a fresh one that is removed on close. */
  profileDir?: string;
  locale?: string;
  /** Firefox's home folder: managed storage is looked for in its `.mozilla`. */
  homeDir?: string;
  withoutExtension?: boolean;
  /** Milliseconds until Firefox suspends the idle event page; its own default is 30 s. */
  backgroundIdleTimeout?: number;
  /** More preferences. */
  preferences?: Readonly<Record<string, string | number | boolean>>;
}

export type Firefox = Awaited<ReturnType<typeof launchFirefox>>;

export const addonId = 'orchardist@orchardist.app';
/** Pinned, so that the addresses of the extension's pages are known. */
const addonUuid = '5b7c2f40-6d11-4c57-9c3a-0b9d8f1e2a34';

/**
 * The installed Firefox with the production build as a temporary add-on. All its traffic goes to the simulator's
 * proxy, so nothing leaves the machine. `page.url()` and `page.goto` do not work on moz-extension: pages; open them
 * with `openPopup`, `openConsole` and `openExtensionPage`, ask the page for `location.href`.
 */
export async function launchFirefox(options: FirefoxOptions) {
  const found = expectBrowser('firefox');
  const build = options.withoutExtension ? undefined : expectBuild('firefox');
  const profileDir = options.profileDir ?? mkdtempSync(join(tmpdir(), 'orchardist-firefox-'));
  const browser = await launch({
    browser: 'firefox',
    executablePath: found.path,
    headless: options.headed !== true,
    args: ['--profile', profileDir, '--remote-allow-system-access'],
    acceptInsecureCerts: true,
    ...(options.homeDir === undefined ? {} : { env: { ...process.env, HOME: options.homeDir } }),
    extraPrefsFirefox: preferences(options),
    defaultViewport: {
      width: options.viewport?.width ?? 1280,
      height: options.viewport?.height ?? 800,
      deviceScaleFactor: options.deviceScaleFactor ?? 1,
    },
  });
  const consoleMessages: ConsoleMessage[] = [];
  const close = async () => {
    await browser.close();
    if (options.profileDir === undefined) rmSync(profileDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    if (build !== undefined) await browser.installExtension(build);
    return {
      browser,
      found,
      profileDir,
      extensionId: addonUuid,
      consoleMessages,
      ...createOpeners(browser, consoleMessages, options.deviceScaleFactor ?? 1),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function createOpeners(browser: Browser, consoleMessages: ConsoleMessage[], deviceScaleFactor: number) {
  const origin = `moz-extension://${addonUuid}`;

  const newPage = async (): Promise<Page> => {
    const page = await browser.newPage();
    page.on('console', (line) =>
      consoleMessages.push({ source: page.url(), type: line.type(), text: line.text() }),
    );
    page.on('pageerror', (error) =>
      consoleMessages.push({ source: page.url(), type: 'error', text: String(error) }),
    );
    return page;
  };

  /** `path` such as `options.html#tokens`. */
  const openExtensionPage = async (path: string): Promise<Page> => {
    const page = await newPage();
    // Never settles on a moz-extension: address; what the page says of itself is the truth.
    page.goto(`${origin}/${path}`).catch(() => undefined);
    const expected = `${origin}/${path}`.split('#')[0];
    await waitFor(
      async () => {
        const [href, state] = await within(
          page.evaluate(() => [location.href, document.readyState] as const),
          2_000,
          'the page answers',
        );
        return href.split('#')[0] === expected && state === 'complete';
      },
      { message: `${path} opens`, timeout: 60_000 },
    );
    return page;
  };

  /** A page of the extension that runs what the background must not hold; opened once. */
  let helperPage: Promise<Page> | undefined;
  const helper = () => {
    helperPage ??= openExtensionPage('_locales/en/messages.json').catch(() =>
      openExtensionPage('popup.html'),
    );
    return helperPage;
  };

  const isWorkerRunning = async (): Promise<boolean> =>
    (await helper()).evaluate('browser.extension.getBackgroundPage() !== null') as Promise<boolean>;

  return {
    openExtensionPage,
    page: async (url: string): Promise<Page> => {
      const page = await newPage();
      await page.goto(url);
      return page;
    },
    openConsole: (hash = '') => openExtensionPage(`options.html${hash && `#${hash.replace(/^#/, '')}`}`),
    /** popup.html as a tab of the popup's size: WebDriver cannot press the toolbar button. */
    openPopup: async (): Promise<Page> => {
      const page = await openExtensionPage('popup.html');
      await page.setViewport({ width: 400, height: 560, deviceScaleFactor });
      return page;
    },
    /** Runs an expression in the background page (woken when suspended); `self` is its window. */
    evaluateInWorker: async (expression: string): Promise<unknown> =>
      (await helper()).evaluate(`browser.runtime.getBackgroundPage().then((self) => (${expression}))`),
    isWorkerRunning,
    /** Waits until Firefox has suspended the idle event page; set `backgroundIdleTimeout`. */
    waitUntilSuspended: (timeout = 60_000) =>
      waitFor(async () => !(await isWorkerRunning()), { timeout, message: 'the event page is suspended' }),
    wakeByAlarm: (timeout = 90_000) =>
      waitFor(isWorkerRunning, { timeout, message: 'an alarm starts the event page' }),
  };
}

function preferences(options: FirefoxOptions): Record<string, string | number | boolean> {
  const { proxyPort } = options.net;
  return {
    'network.proxy.type': 1,
    'network.proxy.ssl': '127.0.0.1',
    'network.proxy.ssl_port': proxyPort,
    'network.proxy.http': '127.0.0.1',
    'network.proxy.http_port': proxyPort,
    'network.proxy.no_proxies_on': '',
    'network.proxy.failover_direct': false,
    'network.trr.mode': 5,
    'network.dns.disablePrefetch': true,
    'extensions.webextensions.uuids': JSON.stringify({ [addonId]: addonUuid }),
    // A click on a button that asks for an optional permission grants it: no native prompt can be answered headless.
    'extensions.webextOptionalPermissionPrompts': false,
    'layout.css.prefers-color-scheme.content-override': options.colorScheme === 'dark' ? 0 : 1,
    'ui.systemUsesDarkTheme': options.colorScheme === 'dark' ? 1 : 0,
    ...(options.locale === undefined ? {} : { 'intl.accept_languages': options.locale }),
    ...(options.backgroundIdleTimeout === undefined
      ? {}
      : { 'extensions.background.idle.timeout': options.backgroundIdleTimeout }),
    ...options.preferences,
  };
}
