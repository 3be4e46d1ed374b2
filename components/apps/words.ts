import text from '../../locales/en/apps.json';
import { createWords } from '../ui/words.ts';

export const useAppsWords = await createWords('apps', text);
