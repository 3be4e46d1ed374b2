import { join } from 'node:path';
import { build } from 'vite';

/** The zoo's React page as one classic script, as a console would ship it. */
export async function bundleReactPage(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // As in a product, although a test runner sets NODE_ENV.
    oxc: { jsx: { runtime: 'automatic', development: false } },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      lib: { entry: join(import.meta.dirname, 'react-page.tsx'), formats: ['iife'], name: 'zooPage' },
    },
  });
  const [first] = [result].flat();
  if (!first || !('output' in first)) throw new Error('The page was not bundled.');
  return first.output[0].code;
}
