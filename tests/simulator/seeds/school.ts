import { expectAt, hash, pick, serialFor, uuidFor } from './random.ts';
import { schoolTitles } from './school-titles.ts';
import type { AssetSeed, AssignmentSeed, LocationSeed, UserSeed } from './seed-types.ts';

interface Plan {
  salt: number;
  prefix: string;
  devices: number;
  people: number;
  appsEach: number;
  titles: AssetSeed[];
}

/** A school district: two locations, about 40 titles, 300 people, 900 devices, some thousand assignments. */
export function schoolSeed(): LocationSeed[] {
  const main: Plan = { salt: 1, prefix: 'DMP', devices: 620, people: 200, appsEach: 5, titles: schoolTitles };
  const second: Plan = {
    salt: 2,
    prefix: 'F9F',
    devices: 280,
    people: 100,
    appsEach: 4,
    titles: schoolTitles.filter((_, i) => i % 3 !== 1),
  };
  const shared = {
    country: 'US',
    platform: 'volumestore' as const,
    orgName: 'ORG.2009071600',
    accountDomains: ['appleid.district.example'],
    mdmInfo: {
      id: '5d1f6c52-9b0e-4c5e-8a4c-1f2f7a8f9a11',
      name: 'Cisco Meraki Systems Manager',
      metadata: 'https://n42.meraki.com/o/district/manage',
    },
  };
  return [
    {
      ...shared,
      key: 'ps01',
      uId: '2049025000431439',
      name: 'PS01 Riverside Primary',
      ...populate(main),
      tokens: [
        { name: 'old', expiresInDays: -3, state: 'expired' },
        { name: 'revoked', state: 'revoked' },
        { name: 'read-only', state: 'read-only' },
        { expiresInDays: 21 },
      ],
    },
    {
      ...shared,
      key: 'ps02',
      uId: '2049025000431440',
      name: '=PS02 "النخيل" 小学校 🌴',
      ...populate(second),
    },
  ];
}

function populate(plan: Plan): Pick<LocationSeed, 'assets' | 'users' | 'assignments'> {
  const users = makeUsers(plan);
  const assignments = [...giveApps(plan), ...giveToPeople(plan, users)];
  const used = new Map<string, number>();
  for (const row of assignments) {
    const key = `${row.adamId} ${row.pricingParam ?? 'STDQ'}`;
    used.set(key, (used.get(key) ?? 0) + 1);
  }
  const assets = plan.titles.map((title, i) => {
    if (title.total === 'unlimited') return title;
    const held = used.get(`${title.adamId} ${title.pricingParam ?? 'STDQ'}`) ?? 0;
    // Some titles are used up to the last licence, the others have slack.
    return { ...title, total: held + (i % 6 === 5 ? 0 : 5 + pick(i, plan.salt, 60)) };
  });
  return { assets, users, assignments };
}

function giveApps({ salt, prefix, devices, appsEach, titles }: Plan): AssignmentSeed[] {
  const apps = titles.filter((title) => title.productType !== 'Book' && title.deviceAssignable !== false);
  const mobile = apps.filter((title) => title.supportedPlatforms?.includes('iOS'));
  const desktop = apps.filter((title) => title.supportedPlatforms?.includes('macOS'));
  return Array.from({ length: devices }, (_, device) => {
    const isMac = device % 12 === 7;
    const choice = isMac ? desktop : mobile;
    const serialNumber = serialFor(device, isMac ? 'C02' : prefix);
    const start = pick(device, salt, choice.length);
    const count = Math.min(choice.length, appsEach - 1 + pick(device, salt + 10, 3));
    return Array.from({ length: count }, (_, i) => ({
      adamId: expectAt(choice, start + i).adamId,
      serialNumber,
    }));
  }).flat();
}

function giveToPeople({ salt, titles }: Plan, users: UserSeed[]): AssignmentSeed[] {
  const books = titles.filter((title) => title.productType === 'Book');
  const apps = titles.filter((title) => title.productType !== 'Book');
  return users.flatMap((user, i): AssignmentSeed[] => {
    const { clientUserId } = user;
    const { adamId, pricingParam = 'STDQ' } = expectAt(books, pick(i, salt, books.length));
    const own: AssignmentSeed = { adamId, pricingParam, clientUserId };
    // Retired people keep their books and nothing else.
    if (user.status === 'Retired') return [own];
    const app = expectAt(apps, pick(i, salt + 20, apps.length));
    const given: AssignmentSeed = { adamId: app.adamId, clientUserId };
    return i % 3 === 0 ? [own, given] : [given];
  });
}

const odd: [string, string][] = [
  ['teacher-مريم', 'مريم@district.example'],
  ['先生-春', '春@district.example'],
  ['art🎨room', 'art.room+🎨@district.example'],
  ['=HYPERLINK("x")', '=cmd@district.example'],
  ['o\'neil "the lab"', "lab.o'neil@district.example"],
];

function makeUsers({ salt, people }: Plan): UserSeed[] {
  return Array.from({ length: people }, (_, i): UserSeed => {
    const strange = odd[i];
    const clientUserId = strange && salt === 1 ? strange[0] : uuidFor(i, salt);
    const role = i % 4 === 0 ? 'teacher' : 'student';
    const name = `${role}.${salt}${String(i).padStart(3, '0')}`;
    const email = strange && salt === 1 ? strange[1] : `${name}@district.example`;
    const dice = hash(i, salt + 30) % 20;
    if (i >= odd.length && dice < 2) {
      return { clientUserId, email, status: 'Retired', appleAccount: `${name}@home.example` };
    }
    if (dice < 7) return { clientUserId, email, status: 'Registered' };
    return { clientUserId, email, status: 'Associated', appleAccount: `${name}@appleid.district.example` };
  });
}
