import text from '../../locales/en/console.json';
import { createWords } from '../ui/words.ts';

export const useConsoleWords = await createWords('console', text);
