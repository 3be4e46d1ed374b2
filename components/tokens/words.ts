import text from '../../locales/en/tokens.json';
import { createWords } from '../ui/words.ts';

export const useTokensWords = await createWords('tokens', text);
