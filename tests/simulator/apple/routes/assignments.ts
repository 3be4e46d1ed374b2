import { type AssignmentFilter, listView } from '../assignment-store.ts';
import { type Call, join, members, type Route } from '../call.ts';
import { Refusal } from '../errors.ts';
import type { Holder, Row, RowView } from '../holders.ts';
import type { Location } from '../location.ts';
import { pageOf } from '../paging.ts';
import { getBool, getChoice, getInt } from '../parameters.ts';
import { isActive } from '../user-store.ts';

/** Reference 4.7. */
export const readAssignments: Route = (call: Call) => {
  const { location, query, state } = call;
  const pageIndex = getInt(query, 'pageIndex') ?? 0;
  const withState = getBool(query, 'includeUserState') ?? false;
  const view = chooseRows(call);
  const page = pageOf(view.length, pageIndex, state.config);
  const rows = view.slice(page.from, page.count).map((row) => renderRow(location, row, withState));
  return join(
    `"assignments":[${rows.join(',')}]`,
    members({ ...page.fields, versionId: location.assignments.log.current() }),
  );
};

function chooseRows({ location, query, state }: Call): RowView {
  const { assignments } = location;
  const filter = readFilter(location, query);
  const since = query.get('sinceVersionId');
  if (since === null) return assignments.select(filter);
  const changed = assignments.log.getSince(since);
  if (!changed) throw new Refusal(9721);
  // A removed record has no mark of its own (reference 4.7, [U]).
  const shown = state.config.deltaRemovals === 'plain' ? changed : changed.filter(assignments.has);
  return listView(shown.filter((row) => assignments.matches(filter, row)));
}

function readFilter(location: Location, query: URLSearchParams): AssignmentFilter {
  const adamId = query.get('adamId');
  const pricingParam = getChoice(query, 'pricingParam', ['STDQ', 'PLUS']);
  const clientUserId = query.get('clientUserId');
  const serial = query.get('serialNumber');
  const filter: AssignmentFilter = {};
  if (adamId !== null || pricingParam !== undefined) {
    const places = location.assets.list().flatMap((asset, place) => {
      const fits = adamId === null || asset.adamId === adamId;
      return fits && (pricingParam === undefined || asset.pricingParam === pricingParam) ? [place] : [];
    });
    filter.assets = new Set(places);
  }
  if (clientUserId !== null || serial !== null) {
    const users: Holder[] = location.users
      .recordsOf(clientUserId ?? '')
      .map((record) => ({ kind: 'user', record }));
    const devices: Holder[] = serial === null ? [] : [{ kind: 'device', serial }];
    // Both at once: nothing is held by a user and a device.
    filter.holders = clientUserId !== null && serial !== null ? [] : [...users, ...devices];
  }
  if (getBool(query, 'excludeInactiveUsers') === true) {
    filter.dropRecord = (record) => !isActive(location.users.expectRecord(record));
  }
  return filter;
}

function renderRow(location: Location, { asset, holder }: Row, withState: boolean): string {
  const { rowStart } = location.assets.expectAsset(asset);
  if (holder.kind === 'device') return `${rowStart},"serialNumber":${quote(holder.serial)}}`;
  const user = location.users.expectRecord(holder.record);
  const idHash = withState && user.idHash !== undefined ? `,"idHash":"${user.idHash}"` : '';
  const status = withState ? `,"userStatus":"${user.status}"` : '';
  return `${rowStart},"clientUserId":${quote(user.clientUserId)}${idHash}${status}}`;
}

/** Plain texts, which nearly all are, skip the slow way. */
function quote(text: string): string {
  return /^[\w.@-]+$/.test(text) ? `"${text}"` : JSON.stringify(text);
}
