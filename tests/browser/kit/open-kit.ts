import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';

/** The kit page as the body of an async function (its modules wait for their language) and one style sheet. */
export async function bundleKit(): Promise<{ code: string; css: string }> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // As in the product, although a test runner sets NODE_ENV.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      minify: false,
      cssCodeSplit: false,
      lib: { entry: join(import.meta.dirname, 'kit-page.tsx'), formats: ['es'] },
    },
  });
  const [first] = [result].flat();
  if (!first || !('output' in first)) throw new Error('The kit was not bundled.');
  const css = first.output.find(({ fileName }) => fileName.endsWith('.css'));
  if (css?.type !== 'asset') throw new Error('The kit has no style.');
  return {
    code: first.output[0].code.replace(/export\s*\{\s*mount\s*\};?\s*$/, 'return mount;'),
    css: String(css.source),
  };
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
