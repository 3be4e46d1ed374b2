import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, openSync, statSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { delimiter, join } from 'node:path';

export type Family = 'chromium' | 'firefox';

export interface FoundBrowser {
  family: Family;
  /** As a person calls it: "Chromium", "Edge" … */
  name: string;
  path: string;
  /** Google Chrome from 137 on and its like ignore `--load-extension`. */
  branded: boolean;
}

interface Candidate {
  family: Family;
  name: string;
  branded: boolean;
  /** Names to look for on PATH. */
  commands: readonly string[];
  mac: readonly string[];
  /** Below each of Program Files, Program Files (x86) and the user's local application data. */
  windows: readonly string[];
}

/** In order of preference: an unbranded Chromium first, because it takes `--load-extension`. */
const candidates: readonly Candidate[] = [
  {
    family: 'chromium',
    name: 'Chromium',
    branded: false,
    commands: ['chromium', 'chromium-browser'],
    mac: ['Chromium.app/Contents/MacOS/Chromium'],
    windows: ['Chromium\\Application\\chrome.exe'],
  },
  {
    family: 'chromium',
    name: 'Chrome',
    branded: true,
    commands: ['google-chrome', 'google-chrome-stable', 'chrome'],
    mac: ['Google Chrome.app/Contents/MacOS/Google Chrome'],
    windows: ['Google\\Chrome\\Application\\chrome.exe'],
  },
  {
    family: 'chromium',
    name: 'Edge',
    branded: true,
    commands: ['microsoft-edge', 'microsoft-edge-stable', 'msedge'],
    mac: ['Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    windows: ['Microsoft\\Edge\\Application\\msedge.exe'],
  },
  {
    family: 'firefox',
    name: 'Firefox',
    branded: false,
    commands: ['firefox-esr', 'firefox'],
    mac: ['Firefox.app/Contents/MacOS/firefox', 'Firefox Developer Edition.app/Contents/MacOS/firefox'],
    windows: ['Mozilla Firefox\\firefox.exe', 'Firefox Developer Edition\\firefox.exe'],
  },
];

const overrides: Record<Family, string> = { chromium: 'ORCHARDIST_CHROMIUM', firefox: 'ORCHARDIST_FIREFOX' };
const debianPackages: Record<Family, string> = { chromium: 'chromium', firefox: 'firefox-esr' };
const advice: Record<Family, string> = {
  chromium: 'No Chromium found: install Chromium, Chrome or Edge, or set ORCHARDIST_CHROMIUM to its program.',
  firefox: 'No Firefox found: install Firefox (140 or later), or set ORCHARDIST_FIREFOX to its program.',
};

/** The best browser of a family on this machine; the override alone counts where one is set. */
export function getBrowser(family: Family): FoundBrowser | undefined {
  const override = process.env[overrides[family]];
  if (override) return overridden(family, override);
  for (const candidate of candidates.filter((one) => one.family === family)) {
    const path = placesOf(candidate).find(isProgram);
    if (path) return { family, name: candidate.name, branded: candidate.branded, path };
  }
  return undefined;
}

/** Like `getBrowser`, but throws the one line that says what to install. */
export function expectBrowser(family: Family): FoundBrowser {
  const found = getBrowser(family);
  if (!found) throw new Error(adviceFor(family));
  return found;
}

/**
 * Finds the browsers of the given families; on Debian and Ubuntu as root it installs what is missing (the output goes
 * to `logFile`). `say` gets one line for each thing done or to be done. Returns the families that are still missing.
 */
export function ensureBrowsers(
  families: readonly Family[],
  logFile: string,
  say: (line: string) => void,
): Family[] {
  const missing = families.filter((family) => !getBrowser(family));
  const packages = missing
    .filter((family) => !process.env[overrides[family]])
    .map((family) => debianPackages[family]);
  if (packages.length > 0 && canInstall()) {
    say(`installing ${packages.join(' and ')} (output in ${logFile})`);
    installPackages(packages, logFile);
  }
  const still = missing.filter((family) => !getBrowser(family));
  for (const family of still) say(adviceFor(family));
  return still;
}

function adviceFor(family: Family): string {
  const override = process.env[overrides[family]];
  return override ? `${overrides[family]} is set to ${override}, which is no program.` : advice[family];
}

function overridden(family: Family, path: string): FoundBrowser | undefined {
  if (!isProgram(path)) return undefined;
  const branded =
    family === 'chromium' && /chrome(?!.*for testing)|edge/i.test(path) && !/chromium/i.test(path);
  return { family, name: family === 'firefox' ? 'Firefox' : branded ? 'Chrome' : 'Chromium', path, branded };
}

function placesOf(candidate: Candidate): string[] {
  if (platform() === 'darwin') {
    const folders = ['/Applications', join(homedir(), 'Applications')];
    return [
      ...folders.flatMap((folder) => candidate.mac.map((app) => join(folder, app))),
      ...onPath(candidate),
    ];
  }
  if (platform() === 'win32') {
    const folders = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return folders
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => candidate.windows.map((program) => join(folder, program)));
  }
  return onPath(candidate);
}

function onPath(candidate: Candidate): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin', '/snap/bin'];
  return candidate.commands.flatMap((command) =>
    folders.filter(Boolean).map((folder) => join(folder, command)),
  );
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function canInstall(): boolean {
  return platform() === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function installPackages(packages: readonly string[], logFile: string): void {
  const log = openSync(logFile, 'a');
  const run = (args: readonly string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', log, log],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  run(['update']);
  // One at a time, so that a package this release does not have keeps no other from being installed.
  for (const name of packages) run(['install', '-y', '--no-install-recommends', name]);
}
