import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passesDevice, readDeviceFilter } from '../../../../components/holders/device-filter.ts';
import { type DeviceRow, mergeDevices } from '../../../../components/holders/device-rows.ts';

function finish<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

const serial = fc.constantFrom('C02AAAAA', 'C02BBBBB', 'C02CCCCC', 'C02DDDDD', 'C02EEEEE', 'C02FFFFF');
const holdings = fc.dictionary(serial, fc.integer({ min: 1, max: 9 }));
const lists = fc.array(fc.uniqueArray(serial), { maxLength: 3 });

test('one row a serial number, with the sums of all locations and every list that names it', () => {
  fc.assert(
    fc.property(
      fc.array(holdings, { maxLength: 4 }),
      lists,
      fc.boolean(),
      (locations, named, withUnknown) => {
        const parts = locations.map((held, index) => ({
          place: { uId: `${index}`, name: `L${index}`, org: 'o' },
          pieces: [{ ids: Object.keys(held), licences: Object.values(held) }],
        }));
        const rows = finish(
          mergeDevices(
            parts,
            named.map((ids, index) => ({ id: `list${index}`, ids })),
            withUnknown,
          ),
        );
        const all = new Set([...locations.flatMap(Object.keys), ...(withUnknown ? named.flat() : [])]);
        expect(rows.map((row) => row.serial).sort()).toEqual([...all].sort());
        for (const row of rows) {
          const held = locations.map((one) => one[row.serial]);
          expect(row.licences).toBe(held.reduce<number>((sum, count) => sum + (count ?? 0), 0));
          expect(row.places.map(({ uId }) => uId)).toEqual(
            held.flatMap((count, index) => (count === undefined ? [] : [`${index}`])),
          );
          expect(row.lists).toEqual(
            named.flatMap((ids: string[], index) => (ids.includes(row.serial) ? [`list${index}`] : [])),
          );
        }
      },
    ),
  );
});

const north = { uId: 'n', name: 'North', org: 'o' };
const rows: DeviceRow[] = [
  { serial: 'C02AAAAA', licences: 1, places: [north], lists: ['lab'], ticked: false },
  { serial: 'C02BBBBB', licences: 12, places: [north], lists: [], ticked: true },
  { serial: 'C02CCCCC', licences: 0, places: [], lists: ['lab'], ticked: false },
];
test.each([
  ['', 'ABC'],
  ['q=c02b', 'B'],
  ['list=lab', 'AC'],
  ['list=lab&licences=0', 'C'],
  ['list=none', 'B'],
  ['list=gone', ''],
  ['licences=1', 'A'],
  ['licences=2-', 'B'],
  ['licences=0-1', 'AC'],
  ['licences=nonsense', 'ABC'],
  ['location=n', 'AB'],
  ['ticked=1', 'B'],
])('the address %o asks for %s', (address, expected) => {
  const passes = passesDevice(readDeviceFilter(new URLSearchParams(address)));
  expect(
    rows
      .filter(passes)
      .map((row) => row.serial.slice(3, 4))
      .join(''),
  ).toBe(expected);
});
