import popup from '../../locales/en/popup.json';
import { createWords } from '../ui/words.ts';

export const usePopupWords = await createWords('popup', popup);
