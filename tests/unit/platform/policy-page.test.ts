import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { defaultSettings } from '../../../lib/platform/settings.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const Settings = z.object({ properties: z.record(z.string(), z.unknown()) });
const Schema = z.object({ properties: z.object({ defaults: Settings, locked: Settings }) });

it('knows every setting, in the schema for the browser and on the page for IT', () => {
  const names = Object.keys(defaultSettings).sort();
  const { defaults, locked } = Schema.parse(JSON.parse(read('public/policy-schema.json'))).properties;
  expect(Object.keys(defaults.properties).sort()).toEqual(names);
  expect(locked).toEqual(defaults);
  const page = read('docs/POLICY.md');
  for (const name of names) expect(page, name).toContain(`\`${name}\``);
});
