import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssetKey } from '../../../../lib/cache/rows.ts';
import { makePlan } from '../../../../lib/orders/plan/make-plan.ts';
import { createReconciliation, type Finding, type Holding } from '../../../../lib/orders/plan/reconcile.ts';
import { asset, assetRow, factsOf, listItems, stdq } from './world.ts';

const id: fc.Arbitrary<string> = fc.constantFrom('a1', 'b2', 'c3', 'd4');
const holderKey = fc.tuple(fc.constantFrom('u', 'd'), id).map(([kind, id]) => kind + id);
const assets = fc.uniqueArray(asset, { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(one) });
const holdings: fc.Arbitrary<Holding[]> = fc.uniqueArray(fc.tuple(holderKey, assets), {
  maxLength: 8,
  selector: ([key]) => key,
});
const locations = fc.tuple(holdings, holdings, holdings);
const ids = fc.array(id, { maxLength: 5 });
const pairs = fc.array(fc.record({ clientUserId: id, serialNumber: id }), { maxLength: 5 });

const nameOf = ({ adamId, pricingParam }: AssetKey) => `${adamId}/${pricingParam}`;
const licence = (key: string, one: AssetKey) =>
  `${nameOf(one)} ${key.startsWith('u') ? 'user' : 'device'} ${key.slice(1)}`;

function reconcile(
  list: Parameters<typeof createReconciliation>[0],
  locations: readonly Holding[][],
): Finding[] {
  const reconciliation = createReconciliation(list);
  for (const [index, holdings] of locations.entries()) {
    // As leaves come: some at a time.
    for (const holding of holdings) reconciliation.read(`${index}`, [holding]);
  }
  return reconciliation.finish();
}
function licencesOf(findings: readonly Finding[], kind: Finding['kind'], uId: string): string[] {
  return findings.flatMap((one) => {
    if (one.kind !== kind || one.kind === 'listed-twice' || one.uId !== uId) return [];
    const items = listItems(one.wish.blocks.map((block) => ({ of: 'pairs' as const, block })));
    expect(one.licences).toBe(items.length);
    return items.sort();
  });
}

describe('licences held against a list', () => {
  it('show who is not in it, and say nothing of a kind that it does not list', () => {
    fc.assert(
      fc.property(locations, ids, (locations, serialNumbers) => {
        const findings = reconcile({ serialNumbers }, locations);
        for (const [index, holdings] of locations.entries()) {
          const gone = holdings.filter(
            ([key]) => key.startsWith('d') && !serialNumbers.includes(key.slice(1)),
          );
          expect(licencesOf(findings, 'devices-not-in-list', `${index}`)).toEqual(
            gone.flatMap(([key, assets]) => assets.map((one) => licence(key, one))).sort(),
          );
        }
        expect(findings.filter(({ kind }) => kind === 'people-not-in-list')).toEqual([]);
      }),
    );
  });

  it('show a licence of a person that their device holds too', () => {
    fc.assert(
      fc.property(locations, pairs, (locations, pairs) => {
        const findings = reconcile({ pairs }, locations);
        for (const [index, holdings] of locations.entries()) {
          const held = new Map(holdings);
          const both = new Set(
            pairs.flatMap(({ clientUserId, serialNumber }) => {
              const onDevice = (held.get(`d${serialNumber}`) ?? []).map(nameOf);
              const own = held.get(`u${clientUserId}`) ?? [];
              return own
                .filter((one) => onDevice.includes(nameOf(one)))
                .map((one) => licence(`u${clientUserId}`, one));
            }),
          );
          expect(licencesOf(findings, 'user-and-device', `${index}`)).toEqual([...both].sort());
        }
      }),
    );
  });

  it('show what a holder has from two locations, in the later one', () => {
    fc.assert(
      fc.property(locations, (locations) => {
        const findings = reconcile({}, locations);
        for (const [index, holdings] of locations.entries()) {
          const before = new Set(
            locations
              .slice(0, index)
              .flatMap((others) => others.flatMap(([key, assets]) => assets.map((one) => licence(key, one)))),
          );
          const twice = holdings.flatMap(([key, assets]) => assets.map((one) => licence(key, one)));
          expect(licencesOf(findings, 'two-locations', `${index}`)).toEqual(
            twice.filter((one) => before.has(one)).sort(),
          );
        }
      }),
    );
  });

  it('name who is in the list several times', () => {
    const findings = reconcile(
      { serialNumbers: ['C02A', 'c02a ', 'C02B'], clientUserIds: ['anna', 'Anna'] },
      [],
    );
    expect(findings).toEqual([
      { kind: 'listed-twice', holders: [{ holder: { kind: 'device', id: 'C02A' }, times: 2 }] },
    ]);
  });

  it('take a serial number for the same in small letters: nobody loses an app over that', () => {
    const held: Holding[] = [['dC02a', [stdq('1')]]];
    expect(reconcile({ serialNumbers: ['c02A'] }, [held])).toEqual([]);
  });

  it('lead to a plan that says what cannot come back', () => {
    const book = assetRow('7', { productType: 'Book', revocable: false, deviceAssignable: false });
    const [finding] = reconcile({ clientUserIds: [] }, [[['uanna', [stdq('1'), stdq('7')]]]]);
    if (finding?.kind !== 'people-not-in-list') throw new Error('Not found.');
    const held = new Map([['uanna', new Set(['1/STDQ', '7/STDQ'])]]);
    const plan = makePlan(finding.wish, factsOf([assetRow('1'), book], { held }));
    expect(plan.counts).toEqual({ 'will-do': 1, irrevocable: 1 });
  });

  it('may be a hundred thousand, in few blocks', () => {
    const ten = Array.from({ length: 10 }, (_, index) => stdq(`${index}`));
    const many = Array.from({ length: 100_000 }, (_, index): Holding => [`dC02${index}`, ten]);
    const listed = many.slice(1000).map(([key]) => key.slice(1));
    const [finding, ...others] = reconcile({ serialNumbers: listed }, [many]);
    expect(finding).toMatchObject({ kind: 'devices-not-in-list', licences: 10_000, holders: 1000 });
    expect(finding?.kind === 'devices-not-in-list' && finding.wish.blocks.length).toBe(1);
    expect(others).toEqual([]);
  });
});
