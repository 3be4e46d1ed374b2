import text from '../../locales/en/orders.json';
import { createWords } from '../ui/words.ts';

export const useOrdersWords = await createWords('orders', text);
export type OrdersWords = ReturnType<typeof useOrdersWords>;
