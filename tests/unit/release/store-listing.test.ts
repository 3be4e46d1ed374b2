import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../support/steps.ts';

const store = join(root, 'docs', 'store');
const listing = readFileSync(join(store, 'listing.md'), 'utf8');
const chapter = (title: string) =>
  (listing.split(/^## /m).find((text) => text.startsWith(`${title}\n`)) ?? '').slice(title.length).trim();

/** What each field takes at most, in the store that takes least. */
describe('what the stores show', () => {
  test.each([
    // Edge 45, Firefox 50, Chrome 75.
    ['Name', 45],
    // Chrome and Edge 132 (the manifest's description), Firefox 250.
    ['Summary', 132],
    // Edge 10,000, Firefox 15,000, Chrome 16,000.
    ['Description', 10_000],
  ])('%s fits', (title, most) => {
    expect(chapter(title).length).toBeGreaterThan(0);
    expect(chapter(title).length).toBeLessThanOrEqual(most);
  });

  test('the description is as long as Edge asks, and what is in front of it says what it is', () => {
    expect(chapter('Description').length).toBeGreaterThanOrEqual(250);
    expect(chapter('Description')).toMatch(/^Orchardist is for the people who run Apple/);
  });

  test('name and summary are those of the package', () => {
    const messages = JSON.parse(readFileSync(join(root, 'public/_locales/en/messages.json'), 'utf8'));
    expect(chapter('Name')).toBe(messages.extensionName.message);
    expect(chapter('Summary')).toBe(messages.extensionDescription.message);
  });

  test('the search terms of Edge: seven at most, of 30 characters, 21 words in all', () => {
    const terms = [...chapter('Search terms').matchAll(/^- (.+)$/gm)].map(([, term = '']) => term);
    expect(terms.length).toBeGreaterThan(0);
    expect(terms.length).toBeLessThanOrEqual(7);
    expect(terms.filter((term) => term.length > 30)).toEqual([]);
    expect(terms.join(' ').split(' ').length).toBeLessThanOrEqual(21);
  });

  test('nothing is praised, and no word is there for the search alone', () => {
    const words = chapter('Description').toLowerCase();
    expect(words).not.toMatch(/\b(best|amazing|powerful|ultimate|revolutionary|#1|free|award)\b|!/);
  });

  test('single purpose and reasons fit the fields of Chrome', () => {
    const page = readFileSync(join(store, 'permissions.md'), 'utf8');
    const [, purpose = ''] = page.split('## Single purpose\n\n');
    expect(purpose.split('\n\n')[0]?.length).toBeLessThanOrEqual(1000);
    const reasons = [...page.matchAll(/^\| `[^`]+` +\| (.+?) *\|$/gm)].map(([, why = '']) => why);
    expect(reasons.length).toBeGreaterThan(10);
    for (const why of reasons) expect(why.length, why).toBeLessThanOrEqual(1000);
  });
});

describe('the pictures', () => {
  const pictures = readdirSync(join(store, 'pictures')).sort();

  test('are four of the five that Chrome takes at most, and each is told of', () => {
    expect(pictures).toHaveLength(4);
    const told = [...chapter('Pictures').matchAll(/^\| \[([^\]]+)\]/gm)].map(([, name]) => name);
    expect(told).toEqual(pictures);
  });

  test.each(pictures)('%s is a PNG of 1280 x 800 without transparency', (name) => {
    const png = readFileSync(join(store, 'pictures', name));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 800]);
    // Colour type 2: red, green, blue and nothing else.
    expect(png[25]).toBe(2);
  });
});
