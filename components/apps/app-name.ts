import type { AppRow } from '../../lib/cache/rows.ts';

/** The name to show: by hand, else of the store; undefined for an app that nobody named. */
export function getAppName(app: AppRow | undefined): string | undefined {
  return app?.customName || app?.name;
}

/** The name, or words that there is none: a custom app has none in the store. The id stands beside it, once. */
export function appTitle(
  t: (key: 'asset.unlisted' | 'asset.unnamed') => string,
  app: AppRow | undefined,
): string {
  return getAppName(app) ?? t(app?.source === 'missing' ? 'asset.unlisted' : 'asset.unnamed');
}

interface Titled {
  adamId: string;
  app?: AppRow | undefined;
}

/** By name; those without one come last, by id. */
export function compareTitles(a: Titled, b: Titled): number {
  const [one, other] = [getAppName(a.app), getAppName(b.app)];
  if (one === undefined || other === undefined) {
    return Number(one === undefined) - Number(other === undefined) || (a.adamId < b.adamId ? -1 : 1);
  }
  return one.localeCompare(other) || (a.adamId < b.adamId ? -1 : 1);
}
