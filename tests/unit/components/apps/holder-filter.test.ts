import { expect, it } from 'vitest';
import { asksNothing, createHolderFilter } from '../../../../components/apps/holder-filter.ts';
import type { AssetHolderRow } from '../../../../lib/cache/query-contract.ts';

const device = (id: string): AssetHolderRow => ({ uId: 'n', holder: { kind: 'device', id } });
const person = (id: string, email?: string): AssetHolderRow => ({
  uId: 'n',
  holder: { kind: 'user', id },
  ...(email === undefined ? {} : { email }),
});
const rows = [device('C02X1'), device('DMPQ9'), person('u-7', 'Anna@School.example'), person('c02-eva')];

it.each([
  [{ text: '', kind: 'all' }, [0, 1, 2, 3]],
  [{ text: 'c02', kind: 'all' }, [0, 3]],
  [{ text: 'c02', kind: 'device' }, [0]],
  [{ text: 'anna@', kind: 'all' }, [2]],
  [{ text: 'school u-7', kind: 'user' }, [2]],
  // Nothing is found across the border of id and address.
  [{ text: '7anna', kind: 'all' }, []],
  [{ text: '', kind: 'user' }, [2, 3]],
] as const)('%j', (question, expected) => {
  expect(createHolderFilter(question)([rows])).toEqual(expected.map((index) => rows[index]));
});

it('answers chunk by chunk like all at once', () => {
  const filter = createHolderFilter({ text: 'c02', kind: 'all' });
  const first = [rows.slice(0, 2)];
  expect(filter(first)).toEqual([rows[0]]);
  expect(filter([...first, rows.slice(2)])).toEqual([rows[0], rows[3]]);
});

it('a blank text asks nothing', () => {
  expect(asksNothing({ text: ' ', kind: 'all' })).toBe(true);
  expect(asksNothing({ text: '', kind: 'user' })).toBe(false);
});
