import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { permissionTable } from '../lib/platform/permission-table.ts';
import { expectBuild, root } from './browser/support/build.ts';

const Manifest = z.object({
  permissions: z.array(z.string()),
  host_permissions: z.array(z.string()),
  optional_permissions: z.array(z.string()),
  optional_host_permissions: z.array(z.string()).default([]),
  content_scripts: z.array(z.object({ matches: z.array(z.string()) })).default([]),
  content_security_policy: z.object({ extension_pages: z.string() }),
});

/** Chapter of docs/PERMISSIONS.md and what it explains. */
const chapters = [
  ['Asked for when it is installed', 'permissions', permissionTable.required],
  ['Hosts', 'host_permissions', permissionTable.host],
  ['Hosts asked for later, one at a time', 'optional_host_permissions', permissionTable.optionalHost],
  ['Asked for later, on your click, or never', 'optional_permissions', permissionTable.optional],
] as const;

const page = readFileSync(join(root, 'docs', 'PERMISSIONS.md'), 'utf8');

/** The rows `| \`name\` | why |` of one chapter. */
function explainedIn(title: string): [name: string, why: string][] {
  const chapter = page.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '';
  return [...chapter.matchAll(/^\| `([^`]+)` +\| (.+?) *\|$/gm)].map(([, name = '', why = '']) => [
    name,
    why,
  ]);
}

test.each(chapters)('chapter "%s" says what the table of permissions says', (title, _, table) => {
  expect(explainedIn(title)).toEqual(table.map(({ name, reason }) => [name, reason]));
});

describe.each(['chromium', 'firefox'] as const)('the built manifest for %s', (family) => {
  const manifest = Manifest.parse(
    JSON.parse(readFileSync(join(expectBuild(family), 'manifest.json'), 'utf8')),
  );

  test.each(chapters)('asks for what chapter "%s" explains, and for nothing else', (title, key) => {
    const explained = explainedIn(title).map(([name]) => name);
    expect([...manifest[key]].sort()).toEqual([...explained].sort());
  });

  test('runs its content scripts on no other hosts', () => {
    const hosts: readonly string[] = manifest.host_permissions;
    const matches = manifest.content_scripts.flatMap((script) => script.matches);
    expect(matches.filter((match) => !hosts.includes(match))).toEqual([]);
  });

  test('asks for nothing that is promised never to be asked for', () => {
    const never = page.split('## What is never asked for')[1] ?? '';
    const names = [...never.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
    expect(names).toContain('cookies');
    const asked = [...manifest.permissions, ...manifest.optional_permissions, ...manifest.host_permissions];
    expect(asked.filter((name) => names.includes(name))).toEqual([]);
  });

  test('lets no code in from elsewhere', () => {
    const policy = manifest.content_security_policy.extension_pages;
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });
});
