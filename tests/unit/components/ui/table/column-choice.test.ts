import { expect, it } from 'vitest';
import { readHidden } from '../../../../../components/ui/table/column-choice.tsx';
import type { Column } from '../../../../../components/ui/table/columns.ts';

const column = (id: string): Column<string> => ({ id, title: id, width: '80px', cell: (text) => text });
const columns = [{ ...column('name'), canHide: false as const }, column('total'), column('assigned')];

it('hides what the address names, but never the column that names the row, nor what does not exist', () => {
  expect(readHidden('assigned.total', columns)).toEqual(['total', 'assigned']);
  expect(readHidden('name.gone.total', columns)).toEqual(['total']);
  expect(readHidden('', columns)).toEqual([]);
});
