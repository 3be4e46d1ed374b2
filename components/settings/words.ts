import text from '../../locales/en/settings.json';
import { createWords } from '../ui/words.ts';

export const useSettingsWords = await createWords('settings', text);
