import { describe, expect, it } from 'vitest';
import { askedChoices, type ChoiceGroup, unaskedChoices } from '../../../../components/find/choices.ts';
import type { Entry } from '../../../../components/find/entries.ts';
import { rankEntries } from '../../../../components/find/rank-entries.ts';
import { idOfHitKey, withRecent } from '../../../../components/find/recent.ts';
import type { LookUp } from '../../../../components/look-up/use-look-up.ts';
import type { SearchHit } from '../../../../lib/cache/query-contract.ts';
import { keyOfHit } from '../../../../lib/cache/search.ts';

const entry = (group: Entry['group'], title: string, more: Partial<Entry> = {}): Entry => ({
  id: `${group} ${title}`,
  group,
  title,
  does: '/x',
  ...more,
});
const entries: Entry[] = [
  entry('screens', 'Devices'),
  entry('screens', 'Settings'),
  entry('acts', 'Lock tokens', { words: 'passphrase' }),
  entry('acts', 'Sync North Campus now', { onlyAsked: true }),
  entry('locations', 'North Campus', { onlyAsked: true }),
  entry('settings', 'How tokens are kept', { words: 'passphrase', onlyAsked: true }),
];
const device = (id: string): SearchHit => ({
  kind: 'holder',
  holder: { kind: 'device', id },
  users: [],
  places: [],
});
const asset: SearchHit = { kind: 'asset', key: { adamId: '1', pricingParam: 'STDQ' }, rows: [] };
const titles = (groups: ChoiceGroup[]) =>
  groups.map(({ id, choices }) => [
    id,
    ...choices.map(({ shows, key }) => ('entry' in shows ? shows.entry.title : key)),
  ]);

describe('the console’s own names', () => {
  it('stand in the order of how well they answer, whatever words find them', () => {
    const found = (text: string) =>
      rankEntries(entries, text).map(({ entries }) => entries.map(({ title }) => title));
    expect(found('NÓRTH')).toEqual([['North Campus'], ['Sync North Campus now']]);
    expect(found('token')).toEqual([['Lock tokens'], ['How tokens are kept']]);
    expect(found('passphrase')).toEqual([['Lock tokens'], ['How tokens are kept']]);
    expect(found('xyz')).toEqual([]);
  });

  it('are no more than six of one group', () => {
    const many = Array.from({ length: 200 }, (_, index) => entry('locations', `School ${index}`));
    expect(rankEntries(many, 'school')[0]?.entries).toHaveLength(6);
  });
});

describe('the groups', () => {
  it('begin with what was chosen last and is still there; hundreds of acts wait until they are asked for', () => {
    const keys = ['settings How tokens are kept', 'gone', keyOfHit(device('C02')), 'screens Devices'];
    const hits = new Map([[keyOfHit(device('C02')), device('C02')]]);
    expect(titles(unaskedChoices(entries, { keys, hits }))).toEqual([
      ['recent', 'How tokens are kept', 'holder dC02', 'Devices'],
      ['screens', 'Settings'],
      ['acts', 'Lock tokens'],
    ]);
  });

  it('put beginnings of our names before what the cache has, the rest after it, and what has the text inside last', () => {
    const lookUp: LookUp = {
      text: 'dev',
      hits: [device('DEV1'), asset, device('XDEV')],
      quick: 2,
      isWhole: true,
    };
    const all = [...entries, entry('acts', 'Forget a device')];
    expect(titles(askedChoices(all, 'dev', lookUp))).toEqual([
      ['screens', 'Devices'],
      ['apps', 'asset 1 STDQ'],
      ['devices', 'holder dDEV1'],
      ['acts', 'Forget a device'],
      ['inside', 'holder dXDEV'],
    ]);
  });

  it('do not move when what has the text inside arrives', () => {
    const before: LookUp = { text: 'dev', hits: [device('DEV1')], quick: 1, isWhole: false };
    const after: LookUp = { ...before, hits: [device('DEV1'), device('XDEV')], isWhole: true };
    const [first, then] = [before, after].map((lookUp) => titles(askedChoices(entries, 'dev', lookUp)));
    expect(then?.slice(0, first?.length)).toEqual(first);
  });
});

describe('what was chosen last', () => {
  it('comes first, once, and is forgotten after six', () => {
    expect(withRecent(['a', 'b', 'c'], 'b')).toEqual(['b', 'a', 'c']);
    expect(withRecent(['a', 'b', 'c', 'd', 'e', 'f'], 'g')).toEqual(['g', 'a', 'b', 'c', 'd', 'e']);
  });

  it.each([
    [keyOfHit(asset), '1'],
    [keyOfHit(device('C02 X')), 'C02 X'],
    ['screen /apps', undefined],
  ])('of “%s” is looked up by %s', (key, id) => {
    expect(idOfHitKey(key)).toBe(id);
  });
});
