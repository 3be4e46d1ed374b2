import { describe, expect, test, vi } from 'vitest';
import type { PageReach } from '../../../../lib/mdm/deliver/page-reach.ts';
import { createPageTargets } from '../../../../lib/mdm/deliver/page-targets.ts';
import { createPlaceOnPage, type PageHandover } from '../../../../lib/mdm/deliver/place-on-page.ts';
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
  let tell: (handover: PageHandover) => void = () => undefined;

  /** @returns how it ended, with the question if one was asked */
  async function place(url: string, uId?: string) {
    asked.length = 0;
    const page = {
      enter: async () => undefined,
      survey: async () => {
        const { origin } = new URL(url);
        const field = { frameId: 0, origin, key: 1, kind: 'file', label: 'Token', score: 70 } as const;
        return [{ frameId: 0, origin, fields: [field] }];
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
  return { cache, targets, place };
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
