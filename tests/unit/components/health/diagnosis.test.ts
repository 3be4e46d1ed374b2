import { describe, expect, it } from 'vitest';
import { type Diagnosis, diagnose, type Surroundings } from '../../../../components/health/diagnosis.ts';
import type { LocationRow, SyncRow, TokenState } from '../../../../lib/cache/rows.ts';

const now = Date.UTC(2030, 0, 1);
const day = 86_400_000;
const school = 'https://school.apple.com';
const schoolPage = `${school}/#/main/preferences/paymentsandbilling/appsandbooks`;
const businessPage = 'https://business.apple.com/main/preferences/paymentsandbilling/appsandbooks';

function location(state: TokenState = 'ok', errorNumber?: number, facts: Partial<LocationRow> = {}) {
  const health = { state, since: now - 3 * day, checkedAt: now - 60_000 };
  return {
    uId: '1',
    locationName: 'North',
    orgName: 'Org',
    expiresAt: now + 200 * day,
    fingerprint: '0',
    linkedAt: 0,
    websiteURL: school,
    ...facts,
    health: errorNumber === undefined ? health : { ...health, errorNumber },
  } satisfies LocationRow;
}

const see = (row: LocationRow, around: Partial<Surroundings> = {}) =>
  diagnose(row, { mayReachApple: true, now, ...around });

function failedWith(failure: NonNullable<SyncRow['failure']>): SyncRow {
  return {
    uId: '1',
    state: 'failed',
    kind: 'full',
    phase: 'config',
    startedAt: 0,
    updatedAt: 0,
    pagesDone: 0,
    rowsDone: 0,
    failure,
  };
}

type Row = [TokenState, number | undefined, Partial<Diagnosis> & { isPortal: boolean }];

const here = { from: 'here', at: now - 60_000 } as const;
const apple = (errorNumber?: number) =>
  ({ from: 'apple', at: now - 60_000, ...(errorNumber ? { errorNumber } : {}) }) as const;

/** One line for every state that a call can leave. */
const states: Record<TokenState, Row[1] extends infer N ? [N, Row[2]] : never> = {
  ok: [undefined, { tone: 'good', known: apple(), act: 'none', isPortal: false, reasons: [] }],
  expired: [9621, { tone: 'danger', known: apple(9621), act: 'renew', isPortal: true, reasons: [] }],
  revoked: [
    9625,
    {
      tone: 'danger',
      known: apple(9625),
      act: 'renew',
      isPortal: true,
      reasons: ['on-purpose', 'password', 'newer'],
    },
  ],
  invalid: [9622, { tone: 'danger', known: apple(9622), act: 'renew', isPortal: true, reasons: ['changed'] }],
  unauthorized: [
    undefined,
    { tone: 'danger', known: apple(), act: 'sync', isPortal: true, reasons: ['password', 'passing'] },
  ],
  'not-allowed': [
    9637,
    { tone: 'danger', known: apple(9637), act: 'renew', isPortal: true, reasons: ['role'] },
  ],
  'legacy-token': [9647, { tone: 'danger', known: apple(9647), act: 'renew', isPortal: true }],
  throttled: [9646, { tone: 'info', known: apple(9646), act: 'none', isPortal: false }],
  maintenance: [9729, { tone: 'info', known: apple(9729), act: 'none', isPortal: false }],
  server: [9603, { tone: 'warning', known: apple(9603), act: 'sync', isPortal: false }],
  offline: [undefined, { tone: 'warning', known: here, act: 'sync', isPortal: false }],
  'missing-permission': [undefined, { tone: 'danger', known: here, act: 'allow', isPortal: false }],
  'vault-locked': [undefined, { tone: 'info', known: here, act: 'unlock', isPortal: false }],
  'token-missing': [undefined, { tone: 'warning', known: here, act: 'renew', isPortal: true }],
};

function expectState(name: string): TokenState {
  if (!isState(name)) throw new Error(name);
  return name;
}
const isState = (name: string): name is TokenState => Object.hasOwn(states, name);

describe('the token doctor', () => {
  it.each(Object.entries(states))('knows "%s", how it is known, since when, and the cure', (name, line) => {
    const [errorNumber, { isPortal, ...expected }] = line;
    const state = expectState(name);
    const found = see(location(state, errorNumber));
    expect(found).toMatchObject({ state, since: now - 3 * day, ...expected });
    expect(found.portals).toEqual(isPortal ? [{ portal: 'school', address: schoolPage }] : []);
    expect(found.failure?.code).toBe(state === 'ok' ? undefined : state);
  });

  it('warns before the end by the date alone, from the days that the admin set', () => {
    const row = { ...location(), expiresAt: now + 20 * day };
    expect(see(row)).toMatchObject({
      state: 'expiring',
      days: 20,
      tone: 'warning',
      act: 'renew',
      known: { from: 'date', at: row.expiresAt },
    });
    expect(see(row)).not.toHaveProperty('failure');
    expect(see(row, { warningDays: [14] }).state).toBe('ok');
  });

  it('takes an end that has passed as known by its date, until Apple says it too', () => {
    const row = { ...location('offline'), expiresAt: now - day };
    expect(see(row)).toMatchObject({
      state: 'expired',
      known: { from: 'date', at: now - day },
      since: now - day,
      failure: { code: 'expired' },
    });
    const said = { ...location('expired', 9621), expiresAt: now - day };
    expect(see(said)).toMatchObject({ known: { from: 'apple', errorNumber: 9621 }, since: now - 3 * day });
  });

  it('notices a withdrawn permission before any call has failed, and a dead token all the same', () => {
    expect(see(location(), { mayReachApple: false })).toMatchObject({
      state: 'missing-permission',
      act: 'allow',
      known: { from: 'here', at: now },
    });
    expect(see(location('revoked', 9625), { mayReachApple: false }).state).toBe('revoked');
    const soon = { ...location(), expiresAt: now + 3 * day };
    expect(see(soon, { mayReachApple: false }).state).toBe('missing-permission');
  });

  it('tells with a failure what the last sync knows of the same one, and nothing of another', () => {
    const details = { status: 502, page: true };
    expect(see(location('server'), { sync: failedWith({ code: 'server', details }) }).failure).toEqual({
      code: 'server',
      details: { location: '1', status: 502, page: true },
    });
    expect(see(location('revoked'), { sync: failedWith({ code: 'server', details }) }).failure).toEqual({
      code: 'revoked',
      details: { location: '1' },
    });
  });

  it.each([
    [school, [schoolPage]],
    ['https://business.apple.com', [businessPage]],
    ['https://school.apple.com.evil.example/', [businessPage, schoolPage]],
    ['javascript:alert(1)', [businessPage, schoolPage]],
    [undefined, [businessPage, schoolPage]],
  ])('links for %s to pages of Apple that we know ourselves', (websiteURL, addresses) => {
    const { websiteURL: _, ...row } = location('revoked', 9625);
    const found = see({ ...row, ...(websiteURL === undefined ? {} : { websiteURL }) });
    expect(found.portals.map(({ address }) => address)).toEqual(addresses);
  });
});

describe('what it finds besides the token', () => {
  const kinds = (row: LocationRow, around: Partial<Surroundings> = {}) =>
    see(row, around).findings.map(({ kind }) => kind);
  const business = location('ok', undefined, { websiteURL: 'https://business.apple.com' });
  const b = { id: 'b', name: 'MDM b', metadata: '' };

  it('nothing, usually', () => {
    expect(kinds(location())).toEqual([]);
    expect(kinds({ ...location(), mdmInfo: b })).toEqual([]);
  });

  it('asks about the built-in management once, in Apple Business alone', () => {
    expect(kinds(business)).toEqual(['ask-built-in']);
    expect(kinds(business, { note: { uId: '1', builtIn: 'off' } })).toEqual([]);
    expect(kinds(business, { note: { uId: '1', builtIn: 'unsure' } })).toEqual([]);
    expect(kinds(business, { note: { uId: '1', builtIn: 'on' } })).toEqual(['built-in']);
  });

  it('another holder than before, or than the named one', () => {
    const changed = { ...location(), mdmInfo: b, holderChange: { at: 5 } };
    expect(see(changed).findings).toMatchObject([{ kind: 'holder', alarm: { kind: 'changed', to: b } }]);
    const note = { uId: '1', ownMdm: { id: 'a', name: 'MDM a' } };
    expect(see({ ...location(), mdmInfo: b }, { note }).findings).toMatchObject([
      { kind: 'holder', alarm: { kind: 'foreign', own: note.ownMdm } },
    ]);
  });

  it('a second token of the same location, and others of its name', () => {
    expect(kinds(location(), { waiting: { id: 'c1' }, namesakes: 2 })).toEqual(['linked-twice', 'same-name']);
  });

  it('a locked vault, unless that is the state already', () => {
    const vault = { mode: 'sealed', locked: true } as const;
    expect(kinds(location(), { vault })).toEqual(['locked']);
    expect(kinds(location('vault-locked'), { vault })).toEqual([]);
    expect(kinds(location(), { vault: { mode: 'session', locked: false } })).toEqual([]);
  });
});
