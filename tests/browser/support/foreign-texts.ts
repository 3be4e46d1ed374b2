import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { sameInBoth } from '../../unit/locales/same-in-both.ts';
import { root } from './build.ts';

const Texts = z.record(z.string(), z.union([z.string(), z.record(z.string(), z.string())]));

/** The English texts as patterns that match a whole text on a screen, whatever stands in their placeholders. */
export function englishPatterns(code: string): { text: string; pattern: RegExp }[] {
  const folder = join(root, 'locales', 'en');
  const texts = readdirSync(folder)
    .filter((file) => file !== 'language.json')
    .flatMap((file) => Object.values(Texts.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')))))
    .flatMap((message) => (typeof message === 'string' ? [message] : Object.values(message)));
  const allowed = new Set([...sameInBoth.everywhere, ...(sameInBoth[code] ?? [])]);
  return [...new Set(texts)]
    .filter((text) => !allowed.has(text) && /\p{L}{2}/u.test(text.replace(/\{\w+\}/g, '')))
    .map((text) => ({
      text,
      pattern: new RegExp(`^${literally(text).replace(/\\\{\w+\\\}/g, '.+')}$`, 'su'),
    }));
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Every text that a page shows or speaks, one for each node and attribute; `bdi` holds what others wrote. */
export async function textsOn(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const texts = new Set<string>([document.title]);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent && !parent.closest('bdi, script, style')) texts.add(walker.currentNode.textContent ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt'])
        texts.add(element.getAttribute(name) ?? '');
    }
    return [...texts];
  });
  return z
    .array(z.string())
    .parse(found)
    .map((text) => text.trim())
    .filter((text) => text !== '');
}

/** Parts of a page that are wider than their place: the page itself, or a control or heading whose text is cut. */
export async function overflowsOn(page: Page): Promise<string[]> {
  const found = await page.evaluate(() => {
    const { documentElement: whole } = document;
    const cut = [
      ...document.querySelectorAll(
        'h1, h2, h3, button, label, .select, .rail-link, .screen, .beside-detail, .beside-detail .tab-panel, [role=columnheader] .clip',
      ),
    ].filter((element) => element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1);
    return [
      ...(whole.scrollWidth > whole.clientWidth
        ? [`the page: ${whole.scrollWidth} in ${whole.clientWidth}`]
        : []),
      ...cut.map((element) => `${element.className || element.tagName}: ${element.textContent}`),
    ];
  });
  return z.array(z.string()).parse(found);
}
