import { hash, pick, serialFor, uuidFor } from './random.ts';
import type { AssetSeed, LocationSeed, PackedSeed, UserSeed } from './seed-types.ts';

export interface GridSize {
  devices: number;
  appsEach: number;
  apps: number;
  /** Each active one holds one app and one book. */
  people: number;
}

const endings = ['Studio', 'Lab', '教室', 'مختبر', 'Box 📦', '"Deluxe"', 'Go', 'Notes'];
const bookId = '1700000001';

/** Many devices with so many apps each; every fact depends on its index alone. */
export function gridSeed(key: string, size: GridSize): LocationSeed[] {
  const { rows, counts } = packGrid(size);
  const assets: AssetSeed[] = Array.from({ length: size.apps }, (_, i) => ({
    adamId: appId(i),
    total: (counts[i] ?? 0) + pick(i, 5, 500),
    supportedPlatforms: i % 5 === 0 ? ['iOS', 'macOS'] : ['iOS'],
    // Every 20th is a custom app.
    ...(i % 20 !== 19 && {
      store: {
        name: `${i % 25 === 7 ? '=' : ''}Title ${i} ${endings[i % endings.length]}`,
        seller: `Maker ${i % 17}`,
        bundleId: `example.title${i}`,
      },
    }),
  }));
  assets.push({
    adamId: bookId,
    productType: 'Book',
    total: size.people + 100,
    store: { name: 'The District Reader', seller: 'Lantern Press', kind: 'ebook' },
  });
  return [
    {
      key,
      uId: '2049025000777001',
      name: `Central 中央 "${key}"`,
      country: 'US',
      platform: 'enterprisestore',
      orgName: 'Central Works',
      accountDomains: ['central.example'],
      assets,
      users: Array.from({ length: size.people }, (_, i) => makeUser(i)),
      packed: rows,
    },
  ];
}

const appId = (index: number) => String(1_200_000_000 + index * 7919);

function makeUser(index: number): UserSeed {
  return {
    clientUserId: uuidFor(index, 9),
    email: `person.${String(index).padStart(5, '0')}@central.example`,
    status: hash(index, 12) % 4 === 0 ? 'Registered' : 'Associated',
    appleAccount: `person.${index}@central.example`,
  };
}

/** Each device's apps stand side by side in the list of apps, beginning at a place of its own. */
function packGrid({ devices, appsEach, apps, people }: GridSize): { rows: PackedSeed; counts: Uint32Array } {
  const length = devices * appsEach + people * 2;
  const assetOf = new Uint16Array(length);
  const holderOf = new Uint32Array(length);
  const counts = new Uint32Array(apps + 1);
  let row = 0;
  const add = (asset: number, holder: number) => {
    assetOf[row] = asset;
    holderOf[row] = holder;
    counts[asset] = (counts[asset] ?? 0) + 1;
    row += 1;
  };
  for (let device = 0; device < devices; device++) {
    const start = hash(device, 3) % apps;
    for (let i = 0; i < appsEach; i++) add((start + i) % apps, device);
  }
  for (let person = 0; person < people; person++) {
    add(hash(person, 4) % apps, devices + person);
    add(apps, devices + person);
  }
  return {
    rows: { deviceCount: devices, serialAt: (device) => serialFor(device, 'GG7'), assetOf, holderOf },
    counts,
  };
}
