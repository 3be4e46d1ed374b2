import type { Database } from '../../lib/cache/database.ts';
import { beginHoldersOf } from '../apps/begun-holders.ts';
import { beginAssets } from '../apps/use-asset-groups.ts';
import { beginDiagnoses } from '../data/use-rows.ts';
import type { Route } from './route.ts';

/** Begins what a screen waits for longest: it goes on while React sets up the frame around the screen. */
export function beginScreen({ path, params }: Route, cache: Database): void {
  if (path === '/apps') {
    // They are few, and would come behind all assets.
    beginHoldersOf(cache, params);
    beginAssets(cache);
  } else if (['/', '/overview', '/tokens'].includes(path)) beginDiagnoses(cache);
}
