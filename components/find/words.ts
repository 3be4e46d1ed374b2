import text from '../../locales/en/find.json';
import { createWords } from '../ui/words.ts';

export const useFindWords = await createWords('find', text);
