import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { expectBuild, root } from './browser/support/build.ts';

const names = z.array(z.string());
const Manifest = z.object({
  permissions: names,
  host_permissions: names,
  optional_permissions: names,
  optional_host_permissions: names,
  browser_specific_settings: z
    .object({ gecko: z.object({ data_collection_permissions: z.object({ required: names }) }) })
    .optional(),
});
const page = (name: string) => readFileSync(join(root, 'docs', 'store', name), 'utf8');
const reasons = new Map(
  [...page('permissions.md').matchAll(/^\| `([^`]+)` +\| (.+?) *\|$/gm)].map(([, name = '', why = '']) => [
    name,
    why,
  ]),
);

describe.each(['chromium', 'firefox'] as const)(
  'what the stores are told of the package for %s',
  (family) => {
    const manifest = Manifest.parse(
      JSON.parse(readFileSync(join(expectBuild(family), 'manifest.json'), 'utf8')),
    );
    const asked = [
      ...[...manifest.permissions, ...manifest.host_permissions],
      ...[...manifest.optional_permissions, ...manifest.optional_host_permissions],
    ];

    test('is a reason for each permission, and none for what is not asked for', () => {
      expect([...reasons.keys()].sort()).toEqual([...asked].sort());
      for (const [name, why] of reasons) expect(why.length, name).toBeGreaterThan(30);
    });

    test('says of what is optional that it is', () => {
      for (const name of [...manifest.optional_permissions, ...manifest.optional_host_permissions])
        expect(reasons.get(name)).toMatch(/^Optional, /);
    });

    test('names the data that the manifest declares', () => {
      const declared = manifest.browser_specific_settings?.gecko.data_collection_permissions.required ?? [];
      expect(declared.length > 0).toBe(family === 'firefox');
      for (const kind of declared) expect(page('privacy.md')).toContain(`\`${kind}\``);
    });
  },
);
