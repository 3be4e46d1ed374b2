import text from '../../locales/en/mdm.json';
import { createWords } from '../ui/words.ts';

export const useMdmWords = await createWords('mdm', text);

export type MdmKey = keyof typeof text;
/** For texts that are named by the catalogue; a test holds that each has one. */
export const isMdmKey = (key: string): key is MdmKey => Object.hasOwn(text, key);
