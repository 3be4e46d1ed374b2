import { expect, it } from 'vitest';
import { createGovernors, createPace } from '../../../lib/apple/governor.ts';
import { createFakeClock } from './fake-clock.ts';
import { createMemoryStore } from './fake-parts.ts';

it('lets work begin before the settings are known, slower than any policy asks for, and goes on at their rate', async () => {
  const { clock, advance, until } = createFakeClock();
  const begin = clock.now();
  const pace = createPace(createGovernors({ clock, random: () => 0, store: createMemoryStore() }));
  const sends: number[] = [];
  const send = () => pace.governor('uid').run(async () => sends.push(clock.now() - begin));
  const work = Promise.all(Array.from({ length: 5 }, send));
  await advance(1500);
  expect(sends).toEqual([0, 1000]);
  pace.setRate(4);
  await until(work);
  expect(sends).toEqual([0, 1000, 1500, 1750, 2000]);
});

it('gives a location that comes later the rate of the settings', async () => {
  const { clock, until } = createFakeClock();
  const begin = clock.now();
  const pace = createPace(createGovernors({ clock, random: () => 0, store: createMemoryStore() }));
  pace.setRate(2);
  const sends: number[] = [];
  const send = () => pace.governor('later').run(async () => sends.push(clock.now() - begin));
  await until(Promise.all([send(), send(), send()]));
  expect(sends).toEqual([0, 500, 1000]);
});
