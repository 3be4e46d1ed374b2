import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MdmRecord } from '../../../lib/mdm/connectors/connector.ts';
import { isOfAnother, type Memory, matchRecord, ownRecords, shows } from '../../../lib/mdm/deliver/match.ts';

const nothing: Memory = { others: new Map(), otherNames: new Set() };
const names = fc.constantFrom(
  'Head Office',
  'Head Office ',
  'head office',
  'Warehouse',
  'Zürich',
  'Zu\u0308rich',
  '',
);
const ids = fc.constantFrom('1', '2', '3');
const organizations = fc.constantFrom('ORG', 'Elsewhere', '');
const location = fc.record({
  ...{ uId: ids, locationName: names.filter((name) => name.trim() !== ''), orgName: organizations },
});
const record: fc.Arbitrary<MdmRecord> = fc
  .record(
    { uId: ids, locationName: names, organizationName: organizations, name: names },
    { requiredKeys: ['name'] },
  )
  .map((facts) => ({ id: '', ...facts }));
const records = fc
  .array(record, { maxLength: 8 })
  .map((list) => list.map((one, index) => ({ ...one, id: String(index) })));

const same = (a = '', b = '') => a.normalize('NFC').trim() === b.normalize('NFC').trim();

describe('which record is a location’s', () => {
  it('is never one that names another, neither found nor offered as the only one of that name', () => {
    fc.assert(
      fc.property(records, location, (list, wanted) => {
        const match = matchRecord(list, wanted, nothing);
        const found = match.kind === 'one' ? [match.record] : match.choices;
        for (const one of found) expect(isOfAnother(one, wanted)).toBe(false);
      }),
    );
  });

  it('is found by Apple’s id or the exact name alone, never by the organisation', () => {
    fc.assert(
      fc.property(records, location, (list, wanted) => {
        const match = matchRecord(list, wanted, nothing);
        if (match.kind !== 'one') return;
        const { record: found } = match;
        expect(found.uId === wanted.uId || same(found.locationName, wanted.locationName)).toBe(true);
        const { organizationName = '' } = found;
        const isOfOther = organizationName !== '' && organizationName !== wanted.orgName;
        if (found.uId === undefined && wanted.orgName !== '') expect(isOfOther).toBe(false);
        // Nobody else of the same kind was there to choose from.
        const rivals = list.filter((one) =>
          found.uId === wanted.uId
            ? one.uId === wanted.uId
            : one.uId === undefined && same(one.locationName, wanted.locationName),
        );
        expect(rivals).toHaveLength(1);
      }),
    );
  });

  it('is asked for when several have the name, and only those are offered', () => {
    const two = ['a', 'b'].map((id) => ({ id, name: id, locationName: 'Head Office' }));
    const match = matchRecord(
      [...two, { id: 'c', name: 'nameless' }],
      {
        ...{ uId: '1', locationName: 'Head Office', orgName: 'ORG' },
      },
      nothing,
    );
    expect(match).toEqual({ kind: 'ask', choices: two });
  });

  it('follows Apple’s id over a name that was changed since', () => {
    const renamed = { id: 'a', name: 'a', uId: '1', locationName: 'Old Name' };
    const named = { id: 'b', name: 'b', uId: '2', locationName: 'Head Office' };
    const wanted = { uId: '1', locationName: 'Head Office', orgName: 'ORG' };
    expect(matchRecord([named, renamed], wanted, nothing)).toEqual({ kind: 'one', record: renamed });
    expect(isOfAnother(named, wanted)).toBe(true);
  });
});

it('a record that had another location’s token is not offered where it names none, and asked for where it names this one', () => {
  const wanted = { uId: '1', locationName: 'Head Office', orgName: 'ORG' };
  const silent = { id: 'a', name: 'a' };
  const named = { id: 'b', name: 'b', locationName: 'Head Office' };
  const others = new Map([
    ['a', 'Warehouse'],
    ['b', 'Harbour'],
  ]);
  const free = { id: 'c', name: 'c' };
  expect(matchRecord([silent, free], wanted, { ...nothing, others })).toEqual({
    kind: 'ask',
    choices: [free],
  });
  expect(matchRecord([silent, named], wanted, { ...nothing, others })).toEqual({
    kind: 'ask',
    choices: [named],
  });
  const sure = { ...named, uId: '1' };
  expect(matchRecord([sure], wanted, { ...nothing, others })).toEqual({ kind: 'one', record: sure });
});

it('what was chosen of several is chosen again', () => {
  const wanted = { uId: '1', locationName: 'Head Office', orgName: 'ORG' };
  const two = ['a', 'b'].map((id) => ({ id, name: id, locationName: 'Head Office' }));
  expect(matchRecord(two, wanted, { ...nothing, recordId: 'b' })).toEqual({ kind: 'one', record: two[1] });
});

describe('a location that was renamed on one side', () => {
  const wanted = { uId: '1', locationName: 'Head Office', orgName: 'ORG' };
  const record = { id: 'a', name: 'a', locationName: 'Main Office' };
  const before = { ...nothing, recordId: 'a' };

  it.each([
    ['here', { recordLocationName: 'Main Office', locationName: 'Main Office' }],
    ['there', { recordLocationName: 'Head Office', locationName: 'Head Office' }],
    ['before names were remembered', {}],
  ])('%s is asked for, with its record among the choices', (_, names) => {
    const found = matchRecord([record], wanted, { ...before, ...names });
    expect(found).toEqual({ kind: 'ask', choices: [record], renamed: 'a' });
  });

  it('is asked for once: as both were called when it was answered, it goes on', () => {
    const names = { recordLocationName: 'Main Office', locationName: 'Head Office' };
    expect(matchRecord([record], wanted, { ...before, ...names })).toEqual({ kind: 'one', record });
  });

  it('is never taken for another that is linked here, nor by Apple’s word', () => {
    const otherNames = new Set(['Main Office ']);
    const none = { kind: 'ask', choices: [] };
    expect(matchRecord([record], wanted, { ...before, otherNames })).toEqual(none);
    expect(matchRecord([{ ...record, uId: '2' }], wanted, before)).toEqual(none);
  });

  it('is asked for, too, when another record has its name now', () => {
    const named = { id: 'b', name: 'b', locationName: 'Head Office' };
    const found = matchRecord([record, named], wanted, before);
    expect(found).toEqual({ kind: 'ask', choices: [record, named], renamed: 'a' });
  });
});

it('a record of that name in another organisation is asked for, and no obstacle to a new one', () => {
  const wanted = { uId: '1', locationName: 'Head Office', orgName: 'ORG' };
  const namesake = { id: 'a', name: 'a', locationName: 'Head Office', organizationName: 'Elsewhere' };
  expect(matchRecord([namesake], wanted, nothing)).toEqual({ kind: 'ask', choices: [namesake] });
  expect(ownRecords([namesake], wanted)).toEqual([]);
  for (const organizationName of ['ORG', ' ORG ', '']) {
    const record = { ...namesake, organizationName };
    expect(matchRecord([record], wanted, nothing)).toEqual({ kind: 'one', record });
    expect(ownRecords([record], wanted)).toEqual([record]);
  }
  // Apple's id is surer than what either calls the organisation.
  const known = { ...namesake, uId: '1' };
  expect(matchRecord([known], wanted, nothing)).toEqual({ kind: 'one', record: known });
});

describe('whether a record shows the token', () => {
  const day = 86_400_000;
  const end = 100 * day;
  const at = (expiresAt: number, state?: MdmRecord['state']): MdmRecord => ({
    ...{ id: '1', name: '1', expiresAt },
    ...(state && { state }),
  });
  it.each([
    [at(end + day), true],
    [at(end - day), true],
    [at(end + day + 1), false],
    [{ id: '1', name: '1' }, false],
    [at(end, 'valid'), true],
    [at(end, 'unknown'), true],
    [at(end, 'invalid'), false],
    [at(end, 'held-elsewhere'), false],
    [at(end, 'duplicate'), false],
  ])('%o: %s', (found, expected) => {
    expect(shows(found, end)).toBe(expected);
  });
});
