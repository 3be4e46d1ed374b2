import { browser } from 'wxt/browser';
import { omniboxTexts } from '../../locales/background-texts.ts';
import { createOmnibox, type Disposition, type Suggestion } from '../find/omnibox.ts';
import { openConsole } from '../link/portal-tabs.ts';
import type { Ground } from './ground.ts';

/** The keyword in the address bar. */
export function wireOmnibox({ cache, language, onBug }: Ground) {
  const omnibox = createOmnibox({
    cache,
    text: () => language.speak(omniboxTexts),
    isMarkup: self.location.protocol === 'chrome-extension:',
    setFirst: (description) => void browser.omnibox.setDefaultSuggestion({ description }),
    open: openConsole,
  });
  return {
    onOmniboxTyped(text: string, suggest: (suggestions: Suggestion[]) => void): void {
      omnibox.onTyped(text, suggest).catch(onBug('omnibox'));
    },
    onOmniboxChosen(text: string, where: Disposition): void {
      omnibox.onChosen(text, where).catch(onBug('omnibox'));
    },
  };
}
