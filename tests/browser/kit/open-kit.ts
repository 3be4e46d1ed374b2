import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { bundlePage } from '../../support/bundle-page.ts';

/** The kit page as the body of an async function (its modules wait for their language) and one style sheet. */
export async function bundleKit(): Promise<{ code: string; css: string }> {
  const { code, css } = await bundlePage(join(import.meta.dirname, 'kit-page.tsx'), 'es');
  if (css === undefined) throw new Error('The kit has no style.');
  return { code: code.replace(/export\s*\{\s*mount\s*\};?\s*$/, 'return mount;'), css };
}

/**
 * Draws the kit in an own page of the extension's origin, where its parts find what they find in the console.
 * @returns milliseconds until its first frame
 */
export async function drawKit(
  page: Page,
  { code, css }: { code: string; css: string },
  { only, direction = 'ltr' }: { only?: string; direction?: 'ltr' | 'rtl' } = {},
): Promise<number> {
  await page.setContent('<!doctype html><html><head><title>Kit</title></head><body></body></html>');
  await page.addStyleTag({ content: css });
  const ms = await page.evaluate(
    `(async () => { const mount = await (async () => { ${code} })(); return mount(${JSON.stringify(only)}, ${JSON.stringify(direction)}); })()`,
  );
  return Number(ms);
}
