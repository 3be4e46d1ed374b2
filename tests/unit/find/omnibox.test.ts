import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../../lib/cache/database.ts';
import { writeApps } from '../../../lib/cache/write-apps.ts';
import { createOmnibox, type Disposition, type Suggestion } from '../../../lib/find/omnibox.ts';
import { describe as describeLine, escapeXml } from '../../../lib/find/suggestion-text.ts';
import omniboxTexts from '../../../locales/en/omnibox.json' with { type: 'json' };
import { createTranslator } from '../../../locales/translate.ts';
import { locationRow, openFreshDatabase } from '../cache/fresh-database.ts';

const t = createTranslator(omniboxTexts, 'en');
const fromXml = (text: string) =>
  text.replace(
    /&(amp|lt|gt|quot|apos);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name] ?? '',
  );

describe('a suggestion', () => {
  it('is XML whatever a name holds, and means the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const escaped = escapeXml(text);
        expect(escaped).not.toMatch(/[<>"']|&(?!(amp|lt|gt|quot|apos);)/);
        expect(fromXml(escaped)).toBe(text);
      }),
    );
  });

  it('has no sign that XML forbids, escaped or not', () => {
    const line = { title: 'A\u0000\u0008\uD800B\uFFFF & <dim>', facts: ['x\ny', ''] };
    expect(describeLine(line, true)).toBe('A \uFFFDB &amp; &lt;dim&gt; <dim>x y</dim>');
  });

  it('is plain text for a browser that reads no markup', () => {
    expect(describeLine({ title: 'Q & A', facts: ['App', '1'] }, false)).toBe('Q & A · App · 1');
  });
});

describe('the keyword', () => {
  let db: Database;
  let first: string[];
  const open = vi.fn(async (_place: string, _where: Disposition) => undefined);
  const create = () =>
    createOmnibox({
      cache: db,
      text: async () => t,
      isMarkup: true,
      setFirst: (description) => first.push(description),
      open,
    });
  const typed = async (text: string) => {
    let others: Suggestion[] = [];
    await create().onTyped(text, (suggestions) => {
      others = suggestions;
    });
    return { first: first.at(-1), others };
  };

  beforeEach(async () => {
    open.mockClear();
    first = [];
    db = openFreshDatabase();
    await db.locations.put({ ...locationRow('7'), locationName: 'North & South' });
    for (const [adamId, name] of [
      ['10', 'Notes <1>'],
      ['11', 'Notebook'],
    ] as const) {
      await writeApps(db, [{ adamId, name, source: 'store', fetchedAt: 1 }]);
      await db.assets.put({
        uId: '7',
        adamId,
        pricingParam: 'STDQ',
        productType: 'App',
        unlimited: true,
        assignedCount: 1,
        deviceAssignable: true,
        revocable: true,
        supportedPlatforms: [],
        asOf: 1,
      });
    }
  });

  it('answers with places of the console, the best one first', async () => {
    const { first, others } = await typed('note');
    expect(first).toBe('Notebook <dim>App · 11</dim>');
    expect(others).toEqual([
      { content: '/apps?open=10.STDQ', description: 'Notes &lt;1&gt; <dim>App · 10</dim>' },
    ]);
  });

  it('puts a location before what only contains its name', async () => {
    expect((await typed('north')).first).toContain('North &amp; South');
  });

  it('says what to type, and that nothing was found, with the text escaped', async () => {
    expect((await typed(' ')).first).toBe(t('hint'));
    expect((await typed('<b>')).first).toContain('“&lt;b&gt;”');
  });

  it.each([
    ['/apps?open=10.STDQ', '/apps?open=10.STDQ'],
    ['notebook', '/apps?open=11.STDQ'],
    ['no such thing', '/?find=no+such+thing'],
  ])('Enter on “%s” opens %s where the browser says', async (text, place) => {
    await create().onChosen(text, 'newBackgroundTab');
    expect(open).toHaveBeenCalledExactlyOnceWith(place, 'newBackgroundTab');
  });

  it('lets no slower answer stand over that of a later key', async () => {
    const omnibox = create();
    const seen: string[] = [];
    await Promise.all([
      omnibox.onTyped('note', () => seen.push('note')),
      omnibox.onTyped('north', () => seen.push('north')),
    ]);
    expect(seen).toEqual(['north']);
    expect(first).toHaveLength(1);
  });
});
