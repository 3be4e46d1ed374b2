import type { Item } from '../../lib/orders/plan/lines.ts';
import type { ExportColumn } from '../ui/export/export-column.ts';

/** What an item is about, in every file. Stable: other tools read these headings, and so do our own lists of ids. */
export const itemColumns: ExportColumn<Item>[] = [
  { header: 'serial_number', value: ({ holder }) => (holder.kind === 'device' ? holder.id : undefined) },
  { header: 'client_user_id', value: ({ holder }) => (holder.kind === 'user' ? holder.id : undefined) },
  // Of a move: the person who loses it.
  { header: 'from', value: ({ from }) => from?.id },
  { header: 'adam_id', value: ({ asset }) => asset?.adamId },
  { header: 'pricing_param', value: ({ asset }) => asset?.pricingParam },
];
