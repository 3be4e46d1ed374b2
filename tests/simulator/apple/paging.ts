import type { SimulatorConfig } from './config.ts';
import { Refusal } from './errors.ts';

export interface PageOf {
  from: number;
  count: number;
  fields: { currentPageIndex: number; nextPageIndex?: number; size: number; totalPages: number };
}

/** Reference 5: zero-based, `nextPageIndex` only when there is a next page, out of range 9650. */
export function pageOf(length: number, pageIndex: number, config: SimulatorConfig): PageOf {
  const { pageSize } = config;
  const totalPages = length === 0 ? config.emptyTotalPages : Math.ceil(length / pageSize);
  if (pageIndex < 0 || pageIndex >= Math.max(1, totalPages)) throw new Refusal(9650);
  const from = pageIndex * pageSize;
  const size = Math.min(pageSize, length - from);
  return {
    from,
    count: size,
    fields: {
      currentPageIndex: pageIndex,
      ...(pageIndex + 1 < totalPages && { nextPageIndex: pageIndex + 1 }),
      size,
      totalPages,
    },
  };
}
