/** What of a row was pressed. One listener on the table's body serves all rows, so that a row needs no handlers. */
export type RowPart = 'tick' | 'fold' | 'own' | 'row';

/** `own` is a link or button that a cell brought along: it acts by itself. */
export function partOf(target: EventTarget): RowPart {
  if (!(target instanceof Element)) return 'row';
  const part = target.closest('[data-part]');
  if (part instanceof HTMLElement && (part.dataset.part === 'tick' || part.dataset.part === 'fold'))
    return part.dataset.part;
  return target.closest('a, button, input, select, label') ? 'own' : 'row';
}

/** The row that was pressed; undefined beside the rows. */
export function readIndex(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest('[data-index]') : null;
  return row instanceof HTMLElement ? Number(row.dataset.index) : undefined;
}
