import { expect, test } from 'vitest';
import { createPageTargets } from '../../../../lib/mdm/deliver/page-targets.ts';
import { createMemoryArea } from '../../memory-area.ts';

test('each console remembers its own location, the last one', async () => {
  const area = createMemoryArea();
  const targets = createPageTargets(area);
  expect(await targets.get('https://a.example')).toBeUndefined();
  await targets.remember('https://a.example', 'u1');
  await targets.remember('https://b.example', 'u2');
  await targets.remember('https://a.example', 'u3');
  const again = createPageTargets(area);
  expect([await again.get('https://a.example'), await again.get('https://b.example')]).toEqual(['u3', 'u2']);
});

test('the oldest go first, and what is damaged counts as nothing', async () => {
  const area = createMemoryArea();
  const targets = createPageTargets(area);
  for (let n = 0; n < 201; n += 1) await targets.remember(`https://c${n}.example`, 'u');
  expect([await targets.get('https://c0.example'), await targets.get('https://c1.example')]).toEqual([
    undefined,
    'u',
  ]);
  await area.set({ 'page-targets': 7 });
  expect(await targets.get('https://c1.example')).toBeUndefined();
});
