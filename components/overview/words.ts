import text from '../../locales/en/overview.json';
import { createWords } from '../ui/words.ts';

export const useOverviewWords = await createWords('overview', text);
export type OverviewWords = ReturnType<typeof useOverviewWords>;
