import text from '../../locales/en/people-import.json';
import { createWords } from '../ui/words.ts';

export const useImportWords = await createWords('people-import', text);
export type ImportWords = ReturnType<typeof useImportWords>;
