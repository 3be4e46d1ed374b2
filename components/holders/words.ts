import text from '../../locales/en/holders.json';
import { createWords } from '../ui/words.ts';

export const useHolderWords = await createWords('holders', text);
