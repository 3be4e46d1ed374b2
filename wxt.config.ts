import { mergeConfig } from 'vite';
import { defineConfig } from 'wxt';
import { manifestFor } from './lib/platform/manifest.ts';
import { languages } from './locales/languages.ts';
import { startChunks } from './release/start-chunks.ts';

const ariaTexts =
  /\/node_modules\/react-[a-z-]+\/dist\/private\/intl\/(?:[a-z]+\/)?([a-z]{2})-[A-Z]{2}\.m?js$/;

/** React Aria brings its own texts in 34 languages, a sixth of the console's script; a page speaks ours alone. */
const onlyOurLanguages = () => ({
  name: 'only-our-languages',
  load(id: string) {
    const code = ariaTexts.exec(id)?.[1];
    return code === undefined || code in languages ? undefined : 'export default {};';
  },
});

export default defineConfig({
  manifestVersion: 3,
  imports: false,
  modules: ['@wxt-dev/module-react'],
  manifest: ({ browser }) => manifestFor(browser === 'firefox' ? 'firefox' : 'chromium'),
  vite: () => ({ plugins: [onlyOurLanguages()] }),
  hooks: {
    // Built together, popup and console would share their code in some thirty files, and a page waits for each of them.
    'entrypoints:grouped': (_, groups) => {
      const apart = groups.flatMap((group) =>
        Array.isArray(group) ? group.map((entry) => [entry]) : [group],
      );
      groups.splice(0, groups.length, ...apart);
    },
    'vite:build:extendConfig': (entrypoints, config) => {
      if (!entrypoints.some(({ type }) => type === 'popup' || type === 'options')) return;
      Object.assign(config, mergeConfig(config, startChunks()));
    },
  },
});
