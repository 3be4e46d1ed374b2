import { expect, it } from 'vitest';
import { assetExportColumns, exportRows } from '../../../../components/apps/export-columns.ts';
import { assetRow, groupsOf, unlimitedRow } from './make-asset.ts';

it('exports one line an asset and location under headers that stay', async () => {
  const groups = groupsOf([assetRow(), unlimitedRow({ uId: 's' })], {
    names: { 1: 'Pages' },
    marks: [{ adamId: '1', pricingParam: 'STDQ', uId: 'n', low: 3 }],
  });
  expect(assetExportColumns.map(({ header }) => header).join()).toBe(
    'adam_id,name,type,pricing,location,location_uid,total,assigned,available,retired,device_assignable,revocable,platforms,low_mark,as_of',
  );
  const lines: unknown[][] = [];
  for await (const chunk of exportRows(groups)) {
    for (const row of chunk) lines.push(assetExportColumns.map(({ value }) => value(row)));
  }
  const asOf = '1970-01-01T00:00:00.100Z';
  expect(lines).toEqual([
    ['1', 'Pages', 'App', 'STDQ', 'North', 'n', 10, 6, 4, 0, true, true, 'iOS', 3, asOf],
    [
      ...['1', 'Pages', 'App', 'STDQ', 'South', 's', 'unlimited', 6, 'unlimited', undefined],
      ...[true, true, 'iOS', undefined, asOf],
    ],
  ]);
});

it('comes in chunks, so that many do not stall', async () => {
  const groups = groupsOf(Array.from({ length: 4500 }, (_, index) => assetRow({ adamId: `${index}` })));
  const sizes: number[] = [];
  for await (const chunk of exportRows(groups)) sizes.push(chunk.length);
  expect(sizes).toEqual([2000, 2000, 500]);
});
