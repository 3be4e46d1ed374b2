/** What makes a view of a screen: its filters, order and columns, not what is opened in it for the moment. Pure. */
import type { ViewRow } from '../../lib/cache/knowledge-rows.ts';

const momentary = new Set(['open', 'tab', 'show', 'renew', 'link', 'ticked', 'find']);

/** The same text for the same view, in whatever order its filters were set. */
export function viewQuery(params: URLSearchParams): string {
  const kept = [...params].filter(([name, value]) => value !== '' && !momentary.has(name));
  return new URLSearchParams(kept.sort(([a], [b]) => (a < b ? -1 : 1))).toString();
}

/** The saved view that is on the screen now. */
export function findView(
  views: readonly ViewRow[],
  path: string,
  params: URLSearchParams,
): ViewRow | undefined {
  const query = viewQuery(params);
  return views.find((view) => view.path === path && viewQuery(new URLSearchParams(view.query)) === query);
}

/** What a view names and is no more: it would show nothing, without saying why. */
export function goneOf(
  params: URLSearchParams,
  known: { uIds: ReadonlySet<string>; listIds: ReadonlySet<string> },
): 'location' | 'list' | undefined {
  const [location, list] = [params.get('location') ?? '', params.get('list') ?? ''];
  if (location !== '' && !known.uIds.has(location)) return 'location';
  // "none" stands for what is in no list.
  return list !== '' && list !== 'none' && !known.listIds.has(list) ? 'list' : undefined;
}
