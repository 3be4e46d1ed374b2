import type { AppRow } from '../../lib/cache/rows.ts';

/** The name to show: by hand, else of the store; undefined for an app that nobody named. */
export function getAppName(app: AppRow | undefined): string | undefined {
  return app?.customName || app?.name;
}

/** The name, or the id of an app without one. */
export function appTitle(adamId: string, app: AppRow | undefined): string {
  return getAppName(app) ?? adamId;
}
