import { type Call, join, members, type Route } from '../call.ts';
import { Refusal } from '../errors.ts';
import { pageOf } from '../paging.ts';
import { getBool, getInt } from '../parameters.ts';
import { isActive, type UserRecord } from '../user-store.ts';

/** Reference 4.8. Both flags at once is unknown; here the two filters combine, which leaves nobody. */
export const readUsers: Route = (call: Call) => {
  const { location, query, state } = call;
  const pageIndex = getInt(query, 'pageIndex') ?? 0;
  const clientUserId = query.get('clientUserId');
  const activeOnly = getBool(query, 'activeOnly') ?? false;
  const retiredOnly = getBool(query, 'retiredOnly') ?? false;
  const found = chooseUsers(call).filter(
    (user) =>
      (clientUserId === null || user.clientUserId === clientUserId) &&
      (!activeOnly || isActive(user)) &&
      (!retiredOnly || !isActive(user)),
  );
  const page = pageOf(found.length, pageIndex, state.config);
  return join(
    members({ users: found.slice(page.from, page.from + page.count).map(wireUser) }),
    members({ ...page.fields, versionId: location.users.log.current() }),
  );
};

function chooseUsers({ location, query }: Call): readonly UserRecord[] {
  const since = query.get('sinceVersionId');
  if (since === null) return location.users.list();
  const changed = location.users.log.getSince(since);
  if (!changed) throw new Refusal(9721);
  return changed.map((record) => location.users.expectRecord(record));
}

/** The Managed Apple ID is not returned (reference 4.8). */
function wireUser({ clientUserId, email, idHash, inviteCode, status }: UserRecord) {
  return {
    clientUserId,
    ...(email !== undefined && { email }),
    ...(idHash !== undefined && { idHash }),
    ...(inviteCode !== undefined && { inviteCode }),
    status,
  };
}
