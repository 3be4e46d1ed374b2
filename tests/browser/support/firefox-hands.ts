/** Reading, typing and clicking on a page of the extension in Firefox, where Puppeteer's own selectors do not wait. */
import type { KeyInput, Page } from 'puppeteer-core';
import { z } from 'zod';
import { waitFor } from './wait-for.ts';

const textOf = async (page: Page) => z.string().parse(await page.evaluate('document.body.innerText'));

export const says = (page: Page, what: RegExp) =>
  waitFor(async () => what.test(await textOf(page)), { message: `the page says ${what}`, timeout: 30_000 });

/**
 * Puts the focus on what has that name and can be worked with, as Tab would.
 * @param within a selector, where one name stands for several things
 */
export async function focus(page: Page, name: string, within = 'body'): Promise<void> {
  const call = `(${focusInPage.toString()})(${JSON.stringify(name)}, ${JSON.stringify(within)})`;
  await waitFor(() => page.evaluate(call), {
    message: `there is a ${name}`,
    timeout: 30_000,
  });
}

function focusInPage(name: string, within: string): boolean {
  const nameOf = (one: HTMLElement) =>
    one.ariaLabel ??
    (one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement
      ? one.labels?.[0]?.textContent
      : one.textContent);
  // What stands in an open dialog comes first: the page below it is out of reach. (A toast is an alertdialog.)
  const place = document.querySelector('[role=dialog], dialog[open]') ?? document.querySelector(within);
  if (!place) return false;
  const all = [
    ...place.querySelectorAll<HTMLElement>(
      'input, textarea, select, button, a[href], [role=grid], [role=treegrid], [role=tab], [role=menuitem]',
    ),
  ];
  const found = all.find((one) => nameOf(one)?.trim() === name);
  found?.focus();
  return found !== undefined && found === document.activeElement;
}

export async function type(page: Page, name: string, text: string, within?: string): Promise<void> {
  await focus(page, name, within);
  await page.keyboard.type(text);
}

/** The focus and one key: what a person without a mouse does. */
export async function key(page: Page, name: string, pressed: KeyInput = 'Enter'): Promise<void> {
  await focus(page, name);
  await page.keyboard.press(pressed);
}

/** A click with the mouse. */
export async function press(page: Page, name: string): Promise<void> {
  await focus(page, name);
  const [x, y] = z.tuple([z.number(), z.number()]).parse(
    await page.evaluate(`(() => {
      document.activeElement.scrollIntoView({ block: 'center' });
      const box = document.activeElement.getBoundingClientRect();
      return [box.x + box.width / 2, box.y + box.height / 2];
    })()`),
  );
  await page.mouse.click(x, y);
}
