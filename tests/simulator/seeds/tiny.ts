import type { LocationSeed } from './seed-types.ts';

/** Ten assignments: small enough to be read by eye. */
export function tinySeed(): LocationSeed[] {
  const pages = '361309726';
  const player = '1500000001';
  const book = '1600000001';
  const internal = '1700000001';
  const serials = ['C02TINY00001', 'F9FTINY2', 'DMPTINY0000003'];
  return [
    {
      key: 'tiny',
      uId: '2049025000431439',
      name: 'PS01',
      country: 'US',
      platform: 'volumestore',
      orgName: 'ORG12345',
      accountDomains: ['school.example'],
      assets: [
        {
          adamId: pages,
          total: 'unlimited',
          store: { name: 'Pages', seller: 'Apple', bundleId: 'com.apple.Pages' },
        },
        {
          adamId: player,
          total: 6,
          deviceAssignable: true,
          store: { name: '=SUM("Fractions") 🍕', seller: 'Sums & Sons' },
        },
        {
          adamId: book,
          total: 5,
          productType: 'Book',
          store: { name: '星の本', seller: 'Lantern Press', kind: 'ebook' },
        },
        { adamId: book, pricingParam: 'PLUS', total: 2, productType: 'Book' },
        // Not in the public look-up: a custom app.
        { adamId: internal, total: 10, supportedPlatforms: ['iOS', 'macOS'] },
      ],
      users: [
        {
          clientUserId: 'user-1',
          email: 'one@school.example',
          status: 'Associated',
          appleAccount: 'one@school.example',
        },
        { clientUserId: 'user-2', email: 'two@school.example', status: 'Registered' },
        {
          clientUserId: 'user-3',
          email: 'three@school.example',
          status: 'Retired',
          appleAccount: 'three@home.example',
        },
      ],
      assignments: [
        ...serials.map((serialNumber) => ({ adamId: pages, serialNumber })),
        ...serials.map((serialNumber) => ({ adamId: player, serialNumber })),
        { adamId: player, clientUserId: 'user-1' },
        { adamId: book, clientUserId: 'user-1' },
        { adamId: book, pricingParam: 'PLUS', clientUserId: 'user-1' },
        { adamId: book, clientUserId: 'user-3' },
      ],
    },
  ];
}
