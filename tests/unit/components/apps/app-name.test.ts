import { describe, expect, it } from 'vitest';
import { appTitle, compareTitles } from '../../../../components/apps/app-name.ts';
import type { AppRow } from '../../../../lib/cache/rows.ts';

const app = (facts: Partial<AppRow>): AppRow => ({ adamId: '1', source: 'store', fetchedAt: 1, ...facts });
const words = (key: string) => key;

describe('the title of an app', () => {
  it.each<[string, AppRow | undefined, string]>([
    ['its name in the store', app({ name: 'Pages' }), 'Pages'],
    ['the name by hand before that of the store', app({ name: 'Pages', customName: 'Writing' }), 'Writing'],
    ['words, when the store does not know it', app({ source: 'missing' }), 'asset.unlisted'],
    ['words, when nobody has looked it up yet', undefined, 'asset.unnamed'],
    ['words, when its name by hand was taken back', app({ source: 'hand', customName: '' }), 'asset.unnamed'],
  ])('is %s, never its id', (_, row, title) => {
    expect(appTitle(words, row)).toBe(title);
  });

  it('orders names as people do, and those without one last, by id', () => {
    const rows = [
      { adamId: '9', app: app({ source: 'missing' }) },
      { adamId: '3', app: app({ name: 'zebra' }) },
      { adamId: '8', app: undefined },
      { adamId: '4', app: app({ name: 'Äpfel' }) },
    ];
    expect(rows.sort(compareTitles).map(({ adamId }) => adamId)).toEqual(['4', '3', '8', '9']);
  });
});
