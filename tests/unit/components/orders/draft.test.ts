import { describe, expect, it } from 'vitest';
import {
  type Draft,
  type DraftPart,
  getBlock,
  isComplete,
  mergeHolders,
  parseDraft,
  wishOf,
} from '../../../../components/orders/draft.ts';
import { createDraftStore } from '../../../../components/orders/draft-store.ts';

const pages = { adamId: '1', pricingParam: 'STDQ' as const };
const ada = { kind: 'user' as const, id: 'ada' };
const mac = { kind: 'device' as const, id: 'C02AAAA00001' };
const part: DraftPart = { uId: '7', wish: wishOf('grant', [pages], [ada, mac]) };

describe('a draft', () => {
  it('comes back from the tab as it was', () => {
    const draft: Draft = {
      parts: [
        part,
        { uId: '7', wish: wishOf('retire', [], [ada, mac]), from: { id: 'o', as: 'undo' } },
        {
          uId: '7',
          wish: { kind: 'create', people: [{ clientUserId: 'x', email: 'x@y.example' }] },
          notes: [{ clientUserId: 'x', name: 'X' }],
        },
        {
          uId: '7',
          wish: { kind: 'move', moves: [{ asset: pages, clientUserId: 'ada', serialNumber: mac.id }] },
        },
      ],
    };
    expect(parseDraft(JSON.stringify(draft))).toEqual(draft);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['another form', '{"parts":{}}'],
    ['an unknown kind', '{"parts":[{"uId":"7","wish":{"kind":"wipe"}}]}'],
    [
      'an unknown pricing',
      '{"parts":[{"uId":"7","wish":{"kind":"grant","blocks":[{"assets":[{"adamId":"1","pricingParam":"X"}],"clientUserIds":[],"serialNumbers":[]}]}}]}',
    ],
    ['ids that are no texts', '{"parts":[{"uId":"7","wish":{"kind":"retire","clientUserIds":[1]}}]}'],
    [
      'a strange origin',
      '{"parts":[{"uId":"7","wish":{"kind":"retire","clientUserIds":[]},"from":{"id":"o","as":"x"}}]}',
    ],
  ])('of %s is none', (_, text) => {
    expect(parseDraft(text)).toBeUndefined();
  });

  it('is complete with a location, holders and, for licences, assets', () => {
    expect(isComplete(part)).toBe(true);
    expect(isComplete({ ...part, uId: '' })).toBe(false);
    expect(isComplete({ ...part, wish: wishOf('grant', [], [ada]) })).toBe(false);
    expect(isComplete({ ...part, wish: wishOf('grant', [pages], []) })).toBe(false);
    expect(isComplete({ ...part, wish: wishOf('retire', [], [mac]) })).toBe(false);
    expect(isComplete({ ...part, wish: wishOf('take-all-back', [], [mac]) })).toBe(true);
  });

  it('of several blocks, as an undo makes them, is not edited as one', () => {
    const block = { assets: [pages], clientUserIds: ['ada'], serialNumbers: [] };
    expect(getBlock({ kind: 'grant', blocks: [block, block] })).toBeUndefined();
    expect(getBlock({ kind: 'grant', blocks: [block] })).toEqual(block);
  });

  it('names nobody twice', () => {
    expect(mergeHolders([ada], [ada, mac, mac])).toEqual([ada, mac]);
  });
});

describe('the draft of a tab', () => {
  const full = {
    getItem: () => null,
    setItem: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
    removeItem: () => undefined,
  };

  it('too large for the tab’s store lives on in memory', () => {
    const store = createDraftStore(full);
    store.set({ parts: [part] });
    expect(store.get()).toEqual({ parts: [part] });
  });

  it('tells of every change', () => {
    const store = createDraftStore(full);
    let told = 0;
    const stop = store.subscribe(() => told++);
    store.set({ parts: [part] });
    store.change(0, { ...part, orderId: 'o' });
    stop();
    store.set(undefined);
    expect(told).toBe(2);
  });
});
