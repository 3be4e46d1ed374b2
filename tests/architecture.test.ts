import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectorForms } from '../lib/mdm/catalogue/connector-forms.ts';
import {
  checkArchitecture,
  findCycles,
  findForbiddenPosts,
  type Room,
} from './support/check-architecture.ts';
import { root } from './support/steps.ts';

const ui = ['react', 'react/', 'react-dom', 'react-dom/', 'react-aria-components/', 'lucide-react/icons/'];

/** docs/ARCHITECTURE.md, "Which may import which", as data. Nothing else may; type-only imports are free. */
const rooms: readonly Room[] = [
  // What every room may use: words for errors and time, and the texts.
  { name: 'base', files: /^lib\/platform\/(errors|clock|base64)\.ts$/, rooms: [], packages: [], pure: true },
  { name: 'locales', files: /^locales\//, rooms: [], packages: [], pure: true },

  // Pure.
  { name: 'token', files: /^lib\/token\//, rooms: [], packages: [], pure: true },
  { name: 'portal', files: /^lib\/portal\//, rooms: ['token'], packages: [], pure: true },
  {
    name: 'people',
    files: /^lib\/people\//,
    rooms: [],
    packages: ['papaparse', 'fflate', 'uqr'],
    pure: true,
  },
  { name: 'orders/plan', files: /^lib\/orders\/plan/, rooms: [], packages: [], pure: true },
  { name: 'mdm/catalogue', files: /^lib\/mdm\/catalogue/, rooms: [], packages: [], pure: true },
  { name: 'mdm/page', files: /^lib\/mdm\/page/, rooms: [], packages: [], pure: true },

  // The ground.
  {
    name: 'permission-table',
    files: /^lib\/platform\/permission-table\.ts$/,
    rooms: [],
    packages: [],
    pure: true,
  },
  {
    name: 'manifest',
    files: /^lib\/platform\/manifest\.ts$/,
    rooms: ['permission-table'],
    packages: [],
    pure: true,
  },
  {
    name: 'platform (for screens)',
    files: /^lib\/platform\/(settings|language|policy|permissions|download|disk)\b/,
    rooms: ['permission-table'],
    packages: ['wxt/browser', 'zod'],
  },
  {
    name: 'platform',
    files: /^lib\/platform\//,
    rooms: ['platform (for screens)', 'permission-table'],
    packages: ['wxt/browser', 'zod'],
  },

  // Services.
  {
    name: 'apple',
    files: /^lib\/apple\//,
    rooms: ['token', 'platform', 'permission-table'],
    packages: ['zod', 'p-queue', 'p-retry'],
  },
  {
    name: 'mdm/connectors',
    files: /^lib\/mdm\/connectors\//,
    rooms: ['token', 'platform', 'mdm/catalogue'],
    packages: ['zod'],
  },
  {
    name: 'vault',
    files: /^lib\/vault\//,
    rooms: ['token', 'platform', 'platform (for screens)'],
    packages: ['zod', 'wxt/browser', 'dexie'],
  },
  {
    name: 'cache (writers)',
    files: /^lib\/cache\/(write|stage|staging|drop|wipe|prune)/,
    rooms: ['cache', 'token', 'platform'],
    packages: ['dexie', 'zod'],
  },
  { name: 'cache', files: /^lib\/cache\//, rooms: ['token', 'platform'], packages: ['dexie', 'zod'] },
  ...(['sync', 'link', 'orders', 'watch'] as const).map((name) => ({
    name,
    files: new RegExp(`^lib/${name}/`),
    rooms: [
      ...['apple', 'vault', 'cache', 'cache (writers)', 'token', 'people'],
      ...['platform', 'platform (for screens)', 'permission-table'],
      ...(name === 'orders' ? ['orders/plan'] : []),
    ],
    packages: ['zod', 'wxt/browser', 'dexie', 'p-queue', 'p-retry'],
  })),
  {
    name: 'mdm/deliver',
    files: /^lib\/mdm\/deliver/,
    rooms: [
      ...['apple', 'vault', 'cache', 'cache (writers)', 'token', 'people', 'platform'],
      ...['platform (for screens)', 'permission-table', 'mdm/connectors', 'mdm/catalogue'],
      // Between the fields of several frames only the background can choose.
      'mdm/page',
    ],
    packages: ['zod', 'wxt/browser'],
  },

  // What content scripts draw over a page: the same card for a capture and for a hand-over.
  { name: 'card', files: /^lib\/card\//, rooms: [], packages: [] },

  { name: 'find/places', files: /^lib\/find\/places\.ts$/, rooms: [], packages: [], pure: true },
  { name: 'find', files: /^lib\/find\//, rooms: ['find/places', 'cache'], packages: [] },

  // The bus and what joins the services.
  {
    name: 'bus/contract',
    files: /^lib\/bus\/(contract|knowledge-contract|mdm-contract|order-contract)\.ts$/,
    rooms: [],
    packages: ['zod'],
    pure: true,
  },
  { name: 'bus/client', files: /^lib\/bus\/client\.ts$/, rooms: [], packages: ['wxt/browser'] },
  ...[
    { name: 'app', files: /^lib\/app(\.ts$|\/)/, more: ['bus/router', 'bus/contract'] },
    { name: 'bus/router', files: /^lib\/bus\//, more: ['bus/contract'] },
  ].map(({ name, files, more }) => ({
    name,
    files,
    rooms: [
      ...['token', 'portal', 'people', 'orders/plan', 'mdm/catalogue', 'permission-table', 'platform'],
      ...['platform (for screens)', 'apple', 'mdm/connectors', 'vault', 'cache', 'cache (writers)'],
      ...['sync', 'link', 'orders', 'watch', 'mdm/deliver', 'find', ...more],
    ],
    packages: ['zod', 'wxt/browser', 'dexie'],
  })),

  // What the browser loads.
  {
    name: 'background',
    files: /^entrypoints\/background(\.ts|\/)/,
    rooms: ['app'],
    packages: ['wxt/utils/', 'wxt/browser'],
  },
  {
    name: 'screens',
    files: /^(components|entrypoints\/(popup|options))\//,
    rooms: [
      ...['bus/client', 'cache', 'people', 'orders/plan', 'token', 'mdm/catalogue'],
      ...['platform (for screens)', 'permission-table', 'find/places'],
    ],
    packages: [...ui, 'dexie-react-hooks', 'wxt/browser', 'uplot', 'uplot/', 'client-zip', 'fflate'],
  },
  {
    name: 'portal.content',
    files: /^entrypoints\/portal\.content(\.ts|\/)/,
    rooms: ['portal', 'bus/client', 'card'],
    packages: ['wxt/utils/', 'wxt/browser'],
  },
  {
    name: 'portal-hook',
    files: /^entrypoints\/portal-hook\.content(\.ts|\/)/,
    rooms: ['portal'],
    packages: ['wxt/utils/'],
  },
  {
    name: 'console-handover',
    files: /^entrypoints\/console-handover(\.ts|\/)/,
    rooms: ['mdm/page', 'card'],
    packages: ['wxt/utils/', 'wxt/browser'],
  },
];
const everyonesRooms = ['base', 'locales'];

/** Files that may write to the console: the log alone, which takes secrets out. */
const mayLog = ['lib/platform/log.ts'];

/** Files that may send anything but a GET: one to Apple, and those that hand a token to its MDM. */
const mayWriteToApple: readonly string[] = ['lib/apple/post-write.ts'];
const registry = readFileSync(join(root, 'lib/mdm/connectors/registry.ts'), 'utf8');
/** A connector that only reads asks by GET alone. */
const readers = connectorForms.filter(({ does }) => does === 'reads').map(({ id }) => id);
const mayPost: readonly string[] = [
  ...mayWriteToApple,
  ...[
    'connector',
    'entra',
    ...[...registry.matchAll(/from '\.\/([\w-]+)\.ts'/g)].map(([, name = '']) => name),
  ]
    .filter((name) => !readers.includes(name))
    .map((name) => `lib/mdm/connectors/${name}.ts`),
];

/** All that is ever written to Apple (reference 4), with its key in `urls` of service/config. */
const writesToApple = {
  'assets/associate': 'associateAssets',
  'assets/disassociate': 'disassociateAssets',
  'assets/revoke': 'revokeAssets',
  'users/create': 'createUsers',
  'users/update': 'updateUsers',
  'users/retire': 'retireUsers',
};

/** What may stand at the top of the repository, besides dot files. */
const topLevel = new Set([
  ...['entrypoints', 'components', 'lib', 'locales', 'tests', 'public', 'docs', 'release'],
  ...['wxt.config.ts', 'package.json', 'tsconfig.json', 'README.md', 'CONTRIBUTING.md', 'LICENSE'],
  // What a tool insists on.
  ...['package-lock.json', 'vitest.config.ts', 'biome.json', 'knip.json'],
]);

const sources = readSources(['entrypoints', 'components', 'lib', 'locales']);

describe('the house', () => {
  test('imports and contents keep the rules of their room', () => {
    expect(checkArchitecture(sources, { rooms, everyonesRooms, mayLog })).toEqual([]);
  });

  test('no two rooms of lib import each other in a circle', () => {
    expect(findCycles(sources)).toEqual([]);
  });

  test('nothing can POST client/config', () => {
    expect(readers).toEqual(['meraki', 'zentral']);
    expect(mayPost).toContain('lib/mdm/connectors/jamf-pro.ts');
    expect(mayPost).not.toContain('lib/mdm/connectors/zentral.ts');
    expect(findForbiddenPosts(sources, mayPost)).toEqual([]);
  });

  test('what can be written to Apple is a closed table', () => {
    const table = /^const writes = \{\n([^}]*)\} as const;$/m.exec(
      sources['lib/apple/endpoints.ts'] ?? '',
    )?.[1];
    const rows = [...(table ?? '').matchAll(/^ {2}'?([\w/]+)'?: '(\w+)',$/gm)];
    expect(Object.fromEntries(rows.map(([, path, key]) => [path, key]))).toEqual(writesToApple);
    expect((table ?? '').split('\n').filter((line) => line !== '')).toHaveLength(rows.length);
  });

  test('only the sender of that table can give a request another method', () => {
    const importers = (name: string) =>
      Object.keys(sources).filter(
        (path) =>
          path.startsWith('lib/') && new RegExp(`^import [^;]*\\b${name}\\b`, 'm').test(sources[path] ?? ''),
      );
    expect(importers('exchange')).toEqual(mayWriteToApple);
    expect(importers('sendRequest')).toEqual(['lib/apple/http.ts', 'lib/mdm/deliver/reach.ts']);
    expect(importers('postWrite')).toEqual(['lib/apple/create-apple-client.ts']);
  });

  test('what hands a token to its MDM knows no way to Apple', () => {
    const knowing = mayPost.filter(
      (path) =>
        !mayWriteToApple.includes(path) &&
        /itunes\.apple\.com|appleHost|from '[^']*\/apple\//.test(sources[path] ?? ''),
    );
    expect(knowing).toEqual([]);
  });

  test('no file makes elements or code out of a text', () => {
    const makers =
      /\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML\(|dangerouslySetInnerHTML|document\.write\(|\beval\(|new Function\(/;
    const found = Object.entries(sources).filter(([, text]) => makers.test(text));
    expect(found.map(([path]) => path)).toEqual([]);
  });

  test('nothing is put where the browser copies it to other computers', () => {
    const copying = Object.entries(sources).filter(([, text]) => /storage\s*\.\s*sync\b/.test(text));
    expect(copying.map(([path]) => path)).toEqual([]);
  });

  test('nothing else stands at the top of the repository', () => {
    const ignored = readFileSync(join(root, '.gitignore'), 'utf8').split('\n');
    const isIgnored = (name: string) =>
      ignored.includes(name) || ignored.includes(`${name}/`) || name.endsWith('.log');
    const names = readdirSync(root).filter((name) => !name.startsWith('.') && !isIgnored(name));
    expect(names.filter((name) => !topLevel.has(name))).toEqual([]);
  });
});

describe('the texts', () => {
  const errorCodes = [
    ...(sources['lib/platform/errors.ts'] ?? '').matchAll(
      /^ {2}'?([a-z][a-z-]*)'?: '(?:user|remote|bug)',$/gm,
    ),
  ].map((match) => match[1] ?? '');
  const catalogues = Object.keys(readSources(['locales'], /errors\.json$/));

  test('the codes were found', () => {
    expect(errorCodes).toContain('expired');
    expect(errorCodes).toContain('forbidden-sender');
  });

  test.each(catalogues)('%s has a title and a cure for every error, and for nothing else', (path) => {
    const keys = Object.keys(JSON.parse(readFileSync(join(root, path), 'utf8')));
    // A code may be told by its kinds: `not-a-token.certificate.title`.
    const has = (code: string, end: string) =>
      keys.some((key) => key === `${code}.${end}` || (key.startsWith(`${code}.`) && key.endsWith(`.${end}`)));
    expect(errorCodes.filter((code) => !has(code, 'title') || !has(code, 'cure'))).toEqual([]);
    expect(keys.filter((key) => !errorCodes.includes(key.split('.')[0] ?? ''))).toEqual([]);
  });
});

describe('the checker notices', () => {
  const check = (path: string, text: string) =>
    checkArchitecture({ [path]: text }, { rooms, everyonesRooms, mayLog });

  test.each([
    [
      'components/apps/x.tsx',
      `import { c } from '../../lib/apple/client.ts';`,
      'screens may not import apple',
    ],
    [
      'components/apps/x.tsx',
      `import { w } from '../../lib/cache/write-x.ts';`,
      'may not import cache (writers)',
    ],
    ['components/apps/x.tsx', `import { v } from '../../lib/vault/v.ts';`, 'may not import vault'],
    ['entrypoints/popup/x.ts', `export { v } from '../../lib/sync/v.ts';`, 'may not import sync'],
    ['lib/cache/x.ts', `import { w } from './write-x.ts';`, 'may not import cache (writers)'],
    ['lib/apple/x.ts', `import { v } from '../vault/v.ts';`, 'apple may not import vault'],
    ['lib/apple/x.ts', `const v = await import('../vault/v.ts');`, 'apple may not import vault'],
    ['lib/apple/x.ts', `import { type A, b } from '../vault/v.ts';`, 'apple may not import vault'],
    ['lib/token/x.ts', `import 'dexie';`, 'may not import the package dexie'],
    ['lib/token/x.ts', 'export const f = () => fetch("/");', 'token is pure and uses fetch'],
    ['lib/people/x.ts', 'export const f = () => browser.tabs;', 'people is pure and uses browser'],
    ['entrypoints/portal.content/x.ts', `import { z } from 'zod';`, 'may not import the package zod'],
    [
      'entrypoints/portal-hook.content.ts',
      `import { send } from '../lib/bus/client.ts';`,
      'may not import bus/client',
    ],
    ['entrypoints/background.ts', `import { c } from '../lib/sync/c.ts';`, 'background may not import sync'],
    ['lib/sync/x.ts', `import { c } from './y';`, 'without its extension'],
    ['lib/sync/x.ts', 'const x: any = 1;', 'uses any'],
    ['lib/sync/x.ts', '// @ts-expect-error: later\nf();', 'silences TypeScript'],
    ['lib/sync/x.ts', 'export const f = () => console.log(1);', 'writes to the console'],
    ['lib/sync/x.ts', 'const id = browser.runtime.id;', 'touches browser.*'],
    ['entrypoints/background.ts', 'chrome.alarms.create({});', 'touches browser.*'],
    ['lib/sync/index.ts', `export * from './x.ts';`, 'is a barrel'],
    ['lib/elsewhere/x.ts', '', 'belongs to no room'],
  ])('%s: %s', (path, text, complaint) => {
    expect(check(path, text).join()).toContain(complaint);
  });

  test.each([
    ['components/apps/x.tsx', `import type { c } from '../../lib/apple/client.ts'; const x = <p>fetch</p>;`],
    [
      'lib/apple/x.ts',
      `import { type A, type B } from '../vault/v.ts'; export type { C } from '../vault/v.ts';`,
    ],
    ['lib/token/x.ts', `export const f = (deps: { fetch: number }) => deps.fetch; // any console @ts`],
    ['lib/sync/x.ts', 'export const f = () => browser.runtime.id;'],
    ['lib/platform/log.ts', 'export const f = () => console.info(1);'],
  ])('and lets pass %s: %s', (path, text) => {
    expect(check(path, text)).toEqual([]);
  });

  test('a circle, once, however long', () => {
    const ring = {
      'lib/a/x.ts': `import { y } from '../b/y.ts';`,
      'lib/b/y.ts': `import { z } from '../c/z.ts';`,
      'lib/c/z.ts': `import { x } from '../a/x.ts';`,
    };
    expect(findCycles(ring)).toEqual(['a -> b -> c -> a']);
    expect(findCycles({ ...ring, 'lib/c/z.ts': `import type { x } from '../a/x.ts';` })).toEqual([]);
  });

  test('a POST, and most of all one to client/config', () => {
    const sneaky = { 'lib/apple/x.ts': "send('POST', 'client/config');" };
    expect(findForbiddenPosts(sneaky, [])).toHaveLength(2);
    expect(findForbiddenPosts(sneaky, ['lib/apple/x.ts'])).toHaveLength(1);
    expect(findForbiddenPosts({ 'lib/apple/x.ts': "get('client/config', { method: 'GET' });" }, [])).toEqual(
      [],
    );
  });
});

function readSources(folders: readonly string[], pattern = /\.tsx?$/): Record<string, string> {
  return Object.fromEntries(
    folders.flatMap((folder) =>
      filesBelow(join(root, folder))
        .filter((path) => pattern.test(path))
        .map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path, 'utf8')]),
    ),
  );
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}
