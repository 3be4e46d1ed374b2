import { describe, expect, test, vi } from 'vitest';
import type { PageReach } from '../../../../lib/mdm/deliver/page-reach.ts';
import { createPageTargets } from '../../../../lib/mdm/deliver/page-targets.ts';
import { createPlaceOnPage, type PageHandover } from '../../../../lib/mdm/deliver/place-on-page.ts';
import type { Wanted } from '../../../../lib/mdm/page/find-fields.ts';
import { systemClock } from '../../../../lib/platform/clock.ts';
import { handoverTexts } from '../../../../locales/background-texts.ts';
import { createTranslator } from '../../../../locales/translate.ts';
import { locationRow, openFreshDatabase } from '../../cache/fresh-database.ts';
import { createMemoryArea } from '../../memory-area.ts';

const strange = 'Is this the console of your MDM?';

/** Pages with one clear field each, whose admin cancels whatever is asked. */
function setUp() {
  const cache = openFreshDatabase();
  const targets = createPageTargets(createMemoryArea());
  const asked: (string | undefined)[] = [];
  const sought: Wanted[] = [];
  let tell: (handover: PageHandover) => void = () => undefined;

  /** @returns how it ended, with the question if one was asked */
  async function place(url: string, uId?: string, where = { frameId: 0, origin: new URL(url).origin }) {
    asked.length = 0;
    const page = {
      enter: async () => undefined,
      survey: async (wanted) => {
        sought.push(wanted);
        const top = { frameId: 0, origin: new URL(url).origin };
        const field = { ...where, key: 1, kind: 'file', label: 'Token', score: 70 } as const;
        const frames = where.frameId === 0 ? [top] : [top, where];
        return frames.map((one) => ({ ...one, fields: one.frameId === where.frameId ? [field] : [] }));
      },
      wait: async (_, { card }) => {
        asked.push(card?.view.title);
        return { is: 'cancelled' };
      },
      place: vi.fn<PageReach['place']>(async () => 'filled'),
      show: async () => undefined,
      leave: async () => undefined,
    } satisfies PageReach;
    const ended = new Promise<PageHandover>((resolve) => {
      tell = resolve;
    });
    const service = createPlaceOnPage({
      ...{ cache, clock: systemClock, targets, reach: () => page },
      expectToken: async () => 'token',
      isOpen: async () => true,
      speak: async () => ({ t: createTranslator(handoverTexts.en, 'en'), language: 'en', direction: 'ltr' }),
      onEnd: async (handover) => tell(handover),
      onBug(error) {
        throw error;
      },
    });
    await service.place({ id: 3, url }, { uId });
    const { end } = await ended;
    expect(page.place).toHaveBeenCalledTimes(end === 'placed' ? 1 : 0);
    return { end, asked: [...asked] };
  }
  return { cache, targets, place, sought };
}

test('a page of nobody that is known gets nothing before the admin said that it is the console', async () => {
  const { cache, place } = setUp();
  await cache.locations.put(locationRow('1', 'North'));
  expect(await place('https://mail.example.org/')).toEqual({ end: 'cancelled', asked: [strange] });
});

test('a console that is known by its host, as an MDM that is set up, or by an earlier placing is not asked about', async () => {
  const { cache, targets, place } = setUp();
  await cache.locations.put(locationRow('1', 'North'));
  const placed = { end: 'placed', asked: [] };
  expect(await place('https://n1.meraki.com/o/vpp')).toEqual(placed);

  const way = { by: 'page', preset: 'other' } as const;
  const settings = { address: 'https://mdm.example.org:8443/vpp' };
  await cache.mdms.put({ id: 'm', way, name: 'Console', settings, createdAt: 1 });
  expect(await place('https://mdm.example.org:8443/other')).toEqual(placed);

  await targets.remember('https://soti.example.org', '1');
  expect(await place('https://soti.example.org/MobiControl')).toEqual(placed);
  // Once it was placed there, it is an earlier placing itself.
  expect(await targets.get('https://n1.meraki.com')).toBe('1');
});

test.each([
  [
    'zentral',
    { by: 'api', connector: 'zentral' },
    { origin: 'https://mdm.example.org' },
    'server token file',
  ],
  [
    'soti',
    { by: 'page', preset: 'soti' },
    { address: 'https://mdm.example.org/MobiControl' },
    'server token',
  ],
] as const)(
  'the console of %s at the customer’s own host is known by its MDM: its words, from the toolbar too',
  async (_, way, settings, label) => {
    const { cache, place, sought } = setUp();
    await cache.locations.put(locationRow('1', 'North'));
    await cache.mdms.put({ id: 'm', way, name: 'Console', settings: { ...settings }, createdAt: 1 });
    expect(await place('https://mdm.example.org:8443/form')).toEqual({ end: 'placed', asked: [] });
    expect(sought[0]?.labels).toContain(label);
    await place('https://other.example.org/form');
    expect(sought.at(-1)?.labels).not.toContain(label);
  },
);

test('the frames that the admin allowed for a console hold its form from the toolbar too', async () => {
  const { cache, place } = setUp();
  await cache.locations.put(locationRow('1', 'North'));
  const settings = { address: 'https://mdm.example.org/vpp', frames: 'https://forms.example.net/*' };
  const way = { by: 'page', preset: 'other' } as const;
  await cache.mdms.put({ id: 'm', way, name: 'Console', settings, createdAt: 1 });
  const inFrame = { frameId: 2, origin: 'https://forms.example.net' };
  expect(await place('https://mdm.example.org/', '1', inFrame)).toEqual({ end: 'placed', asked: [] });
});

describe('of several locations, none of which was named,', () => {
  async function setUpTwo() {
    const world = setUp();
    await world.cache.locations.bulkPut([locationRow('1', 'North'), locationRow('2', 'South')]);
    return world;
  }
  const url = 'https://n1.meraki.com/o/vpp';

  test('the one that was placed there last gets in only after the admin read its name', async () => {
    const { targets, place } = await setUpTwo();
    await targets.remember(new URL(url).origin, '1');
    expect(await place(url)).toEqual({ end: 'cancelled', asked: ['Place the token of North?'] });
    expect(await place(url, '1')).toEqual({ end: 'placed', asked: [] });
  });

  test('where none was placed before, the popup has to be asked', async () => {
    const { place } = await setUpTwo();
    await expect(place(url)).rejects.toMatchObject({ code: 'location-not-chosen' });
  });
});
