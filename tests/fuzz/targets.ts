import type { FuzzTarget } from './target.ts';
import { busTarget } from './targets/bus.ts';
import { csvTarget } from './targets/csv.ts';
import { holdingsTarget } from './targets/holdings.ts';
import { pageTarget } from './targets/page.ts';
import { tokenTarget } from './targets/token.ts';
import { wireTarget } from './targets/wire.ts';

/** Every border where something may come in that nobody of ours has written. */
export const fuzzTargets: readonly FuzzTarget[] = [
  tokenTarget,
  wireTarget,
  csvTarget,
  pageTarget,
  busTarget,
  holdingsTarget,
];
