import { describe, expect, it } from 'vitest';
import { itemColumns } from '../../../../components/orders/item-columns.ts';
import { sizeOf } from '../../../../components/orders/plan-text.ts';
import { planTable } from '../../../../components/orders/verdicts.ts';
import { makePlan } from '../../../../lib/orders/plan/make-plan.ts';
import { assetRow, factsOf, stdq } from '../../orders/plan/world.ts';

const held = new Map(['uanna', 'uben', 'dC02B'].map((holder) => [holder, new Set(['1/STDQ'])]));
const moves = [
  ['anna', 'C02A'],
  ['ben', 'C02B'],
  ['x1', 'C02C'],
].map(([clientUserId = '', serialNumber = '']) => ({ asset: stdq('1'), clientUserId, serialNumber }));

describe('the plan of a move', () => {
  const plan = makePlan({ kind: 'move', moves }, factsOf([assetRow('1')], { held }));

  it('names each person who loses a licence, also to a device that has it already', () => {
    const table = planTable(plan);
    const lines = Array.from({ length: table.count }, (_, at) => {
      const line = table.lineAt(at);
      return line && [line.tag, ...itemColumns.map(({ value }) => value(line))];
    });
    expect(itemColumns.map(({ header }) => header)).toContain('from');
    expect(lines).toEqual([
      ['will-do', 'C02A', undefined, 'anna', '1', 'STDQ'],
      ['will-do', 'C02B', undefined, 'ben', '1', 'STDQ'],
      ['already-so', 'C02C', undefined, 'x1', '1', 'STDQ'],
    ]);
  });

  it('counts the devices that have it already in its sentence', () => {
    expect(sizeOf(plan)).toMatchObject({ items: 2, assets: 1, devices: 2, people: 0, requests: 1 });
  });
});
