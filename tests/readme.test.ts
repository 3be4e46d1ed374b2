import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connectorForms } from '../lib/mdm/catalogue/connector-forms.ts';
import { presets } from '../lib/mdm/catalogue/presets.ts';
import { manifestFor } from '../lib/platform/manifest.ts';
import handover from '../locales/en/handover.json';
import popup from '../locales/en/popup.json';
import { root } from './support/steps.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8').replaceAll(/\s+/g, ' ');
const byPageAlone = presets.filter(
  ({ id }) => id !== 'other' && connectorForms.every((form) => form.id !== id),
);

test.each(byPageAlone.map(({ name }) => name))('the README names %s among the consoles', (name) => {
  expect(readme).toContain(name);
});

test('the README tells the three ways to place a token, as they are called on the screen', () => {
  const key = manifestFor('chromium').commands?.['place-token']?.suggested_key;
  const shortcut = typeof key === 'object' ? key.default : key;
  for (const way of [popup['place.line'], handover.menu, shortcut]) expect(readme).toContain(way);
});
