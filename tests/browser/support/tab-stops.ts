import type { Page } from 'playwright-core';
import { z } from 'zod';

const Stops = z.object({
  /** What can be worked with and was never reached by Tab. */
  missed: z.array(z.string()),
  /** What took the focus without a ring that shows it. */
  ringless: z.array(z.string()),
  count: z.number(),
});

/** Walks through a page with Tab, once round. */
export async function walkByTab(page: Page): Promise<z.infer<typeof Stops>> {
  const wanted = z.number().parse(await page.evaluate(`(${markInPage.toString()})()`));
  // Once round leads through the page itself, whose body takes the focus between the last and the first.
  for (let press = 0; press < wanted + 8; press += 1) {
    await page.keyboard.press('Tab');
    await page.evaluate(`(${noteInPage.toString()})()`);
  }
  return Stops.parse(await page.evaluate(`(${readInPage.toString()})()`));
}

/** Runs in the page: marks all that a mouse could work with. What is one of a composite control has its keys. */
function markInPage(): number {
  const composite =
    '[role=row], [role=tablist], [role=listbox], [role=menu], [role=radiogroup], .search:has(input)';
  const all = document.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, summary, [tabindex="0"], [role=grid], [role=treegrid]',
  );
  const usable = [...all].filter((one) => {
    if (one.matches(':disabled, [type=file], [aria-hidden=true] *') || !one.checkVisibility()) return false;
    if (one instanceof HTMLInputElement && one.type === 'radio') {
      const group = document.querySelectorAll<HTMLInputElement>(`[name="${one.name}"]`);
      return one === ([...group].find(({ checked }) => checked) ?? group[0]);
    }
    return one.tabIndex >= 0 || !one.closest(composite);
  });
  for (const one of document.querySelectorAll('[data-stop]')) one.removeAttribute('data-stop');
  for (const one of usable) one.dataset.stop = 'waiting';
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  return usable.length;
}

/** Runs in the page: the focus is here, and is it seen? */
function noteInPage(): void {
  const here = document.activeElement;
  if (!(here instanceof HTMLElement) || here === document.body) return;
  const isSeen = (one: Element | null) => {
    if (!one) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  };
  const frame = here.parentElement;
  const label = here.closest('label');
  here.dataset.stop =
    isSeen(here) || isSeen(frame) || isSeen(label) || isSeen(frame?.parentElement ?? null)
      ? 'seen'
      : 'ringless';
}

function readInPage() {
  const nameOf = (one: HTMLElement) => {
    const text = one.ariaLabel ?? one.textContent ?? '';
    return `${one.localName}.${one.className} “${text.trim().slice(0, 40)}”`;
  };
  const all = (state: string) =>
    [...document.querySelectorAll<HTMLElement>(`[data-stop=${state}]`)].map(nameOf);
  return { missed: all('waiting'), ringless: all('ringless'), count: all('seen').length };
}
