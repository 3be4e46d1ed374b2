import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseAssignmentsPage, parseBody } from '../../../lib/apple/parse-page.ts';
import { assetsPageSchema, assignmentsPageSchema } from '../../../lib/apple/wire.ts';
import { AppError, toFailure } from '../../../lib/platform/errors.ts';

/** Mostly as it should be, sometimes any JSON at all. */
function mostly<T>(good: fc.Arbitrary<T>) {
  return fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: fc.jsonValue() });
}

const row = fc.record(
  {
    adamId: mostly(fc.string()),
    pricingParam: mostly(fc.constantFrom('STDQ', 'PLUS', 'GOLD', null)),
    clientUserId: mostly(fc.string()),
    serialNumber: mostly(fc.string()),
    idHash: mostly(fc.string()),
    userStatus: mostly(fc.string()),
    somethingNew: fc.jsonValue(),
  },
  { requiredKeys: ['adamId'] },
);

const page = fc.record(
  {
    assignments: mostly(fc.array(mostly(row), { maxLength: 4 })),
    currentPageIndex: mostly(fc.nat()),
    nextPageIndex: mostly(fc.nat()),
    totalPages: mostly(fc.nat()),
    size: mostly(fc.nat()),
    versionId: mostly(fc.string()),
    uId: mostly(fc.string()),
    tokenExpirationDate: mostly(fc.string()),
    mdmInfo: mostly(fc.record({ id: fc.string(), name: fc.string() }, { requiredKeys: [] })),
    somethingNew: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

function outcome(parse: (body: unknown) => unknown, body: unknown) {
  try {
    return { value: parse(body) };
  } catch (error) {
    return { failure: toFailure(error) };
  }
}

describe('parseAssignmentsPage', () => {
  it('gives what the schema gives, page by page, and fails where it fails', () => {
    let failed = 0;
    fc.assert(
      fc.property(mostly(page), (body) => {
        const byHand = outcome(parseAssignmentsPage, body);
        failed += 'failure' in byHand ? 1 : 0;
        expect(byHand).toStrictEqual(outcome((value) => parseBody(assignmentsPageSchema, value), body));
      }),
      { numRuns: 1500 },
    );
    expect(failed).toBeGreaterThan(50);
    expect(failed).toBeLessThan(1400);
  });

  it('reads the sample of the reference', () => {
    const read = parseAssignmentsPage({
      assignments: [
        { adamId: '408709785', clientUserId: 'client-1', pricingParam: 'PLUS' },
        { adamId: '408709785', serialNumber: 'serial-1' },
      ],
      currentPageIndex: 0,
      totalPages: 1,
      mdmInfo: null,
    });
    expect(read.assignments).toEqual([
      { adamId: '408709785', clientUserId: 'client-1', pricingParam: 'PLUS' },
      { adamId: '408709785', serialNumber: 'serial-1', pricingParam: 'STDQ' },
    ]);
  });
});

describe('a row that is keyed by something we do not know', () => {
  it('is left out of the assignments, not taken for another', () => {
    const rows = [
      { adamId: '1', serialNumber: 'a', pricingParam: 'GOLD' },
      { adamId: '1', serialNumber: 'b', pricingParam: 'SILVER' },
      { adamId: '1', serialNumber: 'c', pricingParam: null },
    ];
    expect(parseAssignmentsPage({ assignments: rows }).assignments).toEqual([
      { adamId: '1', serialNumber: 'c', pricingParam: 'STDQ' },
    ]);
  });

  it('is left out of the assets, and counted', () => {
    const read = parseBody(assetsPageSchema, {
      assets: [
        { adamId: '1', pricingParam: 'GOLD', totalCount: 1 },
        { adamId: '1', pricingParam: 'SILVER', totalCount: 2 },
        { adamId: '1', pricingParam: 'STDQ', productType: 'Film', totalCount: 3 },
        { adamId: '1', totalCount: 4 },
      ],
      unlimitedAssets: [
        { adamId: '2', pricingParam: 'GOLD' },
        { adamId: '2', productType: 'Book' },
      ],
    });
    expect(read.assets).toMatchObject([
      { adamId: '1', pricingParam: 'STDQ', productType: 'App', totalCount: 4 },
    ]);
    expect(read.unlimitedAssets).toMatchObject([{ adamId: '2', pricingParam: 'STDQ', productType: 'Book' }]);
    expect(read.leftOut).toBe(4);
  });
});

describe('parseBody', () => {
  it('names the place of the first fault and nothing of the content', () => {
    const bad = { assets: [{ adamId: '1' }, { adamId: { deep: 'content' } }] };
    expect(() => parseBody(assetsPageSchema, bad)).toThrow(AppError);
    expect(outcome((body) => parseBody(assetsPageSchema, body), bad)).toEqual({
      failure: { code: 'unexpected-answer', details: { place: 'assets[1].adamId' } },
    });
    expect(outcome((body) => parseBody(assetsPageSchema, body), 'text')).toEqual({
      failure: { code: 'unexpected-answer', details: { place: 'answer' } },
    });
  });
});
