import text from '../../locales/en/reconcile.json';
import { createWords } from '../ui/words.ts';

export const useReconcileWords = await createWords('reconcile', text);
