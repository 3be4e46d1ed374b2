import { build } from 'vite';

/** A test page's script as one file, and its style sheet if it has any; built as the product is, but not minified. */
export async function bundlePage(
  entry: string,
  format: 'es' | 'iife',
): Promise<{ code: string; css: string | undefined }> {
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
      // What the product loads later is in the one file too.
      rolldownOptions: { output: { codeSplitting: false } },
      lib: { entry, formats: [format], name: 'page' },
    },
  });
  const [first] = [result].flat();
  if (!first || !('output' in first)) throw new Error(`${entry} was not bundled.`);
  const css = first.output.find(({ fileName }) => fileName.endsWith('.css'));
  return { code: first.output[0].code, css: css?.type === 'asset' ? String(css.source) : undefined };
}
