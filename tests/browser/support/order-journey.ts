/** The small world of the journeys of orders: one location with three apps, a book and nobody in it. */
import type { LocationSeed } from '../../simulator/seeds/seed-types.ts';

export const journeyUId = '2049025000431439';
export const locationName = 'PS01 Riverside Primary';

const apps = [
  ['361309726', 'Pages'],
  ['409183694', 'Keynote'],
  ['409201541', 'Numbers'],
] as const;
const book = ['1600000001', 'The book of stars'] as const;

export const journeyAssets = [...apps, book].map(([adamId]) => adamId);

export function journeySeed(): LocationSeed[] {
  return [
    {
      key: 'ps01',
      uId: journeyUId,
      name: locationName,
      country: 'US',
      platform: 'volumestore',
      orgName: 'ORG12345',
      assets: [
        ...apps.map(([adamId, name]) => ({ adamId, total: 600, store: { name, seller: 'Apple' } })),
        {
          adamId: book[0],
          total: 600,
          productType: 'Book',
          deviceAssignable: false,
          revocable: false,
          store: { name: book[1], seller: 'Lantern Press', kind: 'ebook' },
        },
      ],
    },
  ];
}

/** A file as Meraki documents it (semantics 2.11). */
export function merakiFile(people: number): string {
  const rows = Array.from(
    { length: people },
    (_, at) => `person${at}@school.example,Person ${at},Class ${at % 20}`,
  );
  return ['Email,Name,Notes', ...rows].join('\r\n');
}
