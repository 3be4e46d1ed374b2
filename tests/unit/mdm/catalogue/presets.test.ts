import { describe, expect, test } from 'vitest';
import { presets } from '../../../../lib/mdm/catalogue/presets.ts';
import { matchesHost } from '../../../../lib/mdm/deliver/placeable.ts';

test('each has an id and a name of its own', () => {
  for (const key of ['id', 'name'] as const) {
    const all = presets.map((preset) => preset[key]);
    expect(new Set(all).size).toBe(all.length);
  }
  expect(presets.at(-1)?.id).toBe('other');
});

describe.each(presets)('$id', ({ id, name, hosts, path, opens, labels }) => {
  test('is named as a person would read it', () => {
    expect(id).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(name.trim()).toBe(name);
    expect(path.every((step) => step.trim() === step && step !== '')).toBe(true);
  });

  test('has hosts that a permission can be asked for: one site each, by HTTPS, never Apple’s', () => {
    for (const host of hosts) {
      expect(host).toMatch(/^https:\/\/(\*\.)?([a-z0-9-]+\.)+[a-z]{2,}\/\*$/);
      // A pattern that covers a whole top level would be a permission for the world.
      expect(host.replace(/^https:\/\/(\*\.)?/, '').split('.').length).toBeGreaterThan(1);
      expect(host).not.toMatch(/apple\.com/);
    }
  });

  test('leads to a page below the console’s own host, if it leads anywhere', () => {
    if (opens === undefined) return;
    expect(opens).toMatch(/^\/(?!\/)/);
    expect(new URL(opens, 'https://console.example.org').host).toBe('console.example.org');
  });

  test('names the field in lower case', () => {
    expect(labels.length).toBeGreaterThan(0);
    expect(labels).toEqual(labels.map((label) => label.toLowerCase().trim()));
  });
});

test('a pattern fits its host and the hosts below it, and no look-alike', () => {
  const pattern = 'https://*.meraki.com/*';
  const fits = (origin: string) => matchesHost(pattern, origin);
  expect(['https://n12.meraki.com', 'https://meraki.com', 'https://n12.meraki.com:8443'].every(fits)).toBe(
    true,
  );
  const alike = ['http://n12.meraki.com', 'https://meraki.com.example.org', 'https://evilmeraki.com', 'null'];
  expect(alike.filter(fits)).toEqual([]);
  expect(matchesHost('https://a.simplemdm.com/*', 'https://b.a.simplemdm.com')).toBe(false);
});
