import text from '../../locales/en/people.json';
import { createWords } from '../ui/words.ts';

export const usePeopleWords = await createWords('people', text);
