import { type Call, members, type Route } from '../call.ts';
import { Refusal } from '../errors.ts';
import type { EventType, Task } from '../events.ts';
import { duplicates, getList, getText, isObject, parseBody } from '../parameters.ts';
import { createUser, retireUser, type UserRequest, updateUser } from '../people.ts';

/** Reference 4.9 to 4.11. */
export const createUsers: Route = (call) =>
  queue(call, 'CREATE', ({ location, state }, request) => createUser(location, state.config, request));

export const updateUsers: Route = (call) =>
  queue(call, 'UPDATE', ({ location, state }, request) => updateUser(location, state.config, request));

export const retireUsers: Route = (call) =>
  queue(call, 'RETIRE', ({ location }, request) => retireUser(location, request.clientUserId));

function queue(
  call: Call,
  type: EventType,
  act: (call: Call, request: UserRequest) => number | undefined,
): string {
  const { location, state } = call;
  const requests = readRequests(call);
  if (type !== 'CREATE' && state.config.unknownUser === 'sync') {
    const unknown = requests.some(({ clientUserId }) => location.users.getActive(clientUserId) === undefined);
    if (unknown) throw new Refusal(9609, {});
  }
  const tasks: Task[] = requests.map((request) => ({
    clientUserId: request.clientUserId,
    run: () => act(call, request),
  }));
  return members({ eventId: state.events.add(location.key, type, tasks) });
}

/** The sync checks of the table in 4.9: none, too many, duplicates, then the addresses. */
function readRequests({ body, state }: Call): UserRequest[] {
  const list = getList(parseBody(body), 'users');
  if (list.length === 0) throw new Refusal(9720);
  if (list.length > (state.config.limits.maxUsers ?? Infinity)) throw new Refusal(9714);
  const requests = list.map(readRequest);
  const twice = duplicates(requests.map((request) => request.clientUserId));
  if (twice.length > 0) throw new Refusal(9715, { clientUserIds: twice });
  const bad = requests.filter(({ email }) => email !== undefined && !isAddress(email));
  if (bad.length > 0) throw new Refusal(9717, { clientUserIds: bad.map((request) => request.clientUserId) });
  return requests;
}

function readRequest(value: unknown): UserRequest {
  if (!isObject(value)) throw new Refusal(9602);
  const clientUserId = getText(value, 'clientUserId');
  if (!clientUserId) throw new Refusal(9602);
  const email = getText(value, 'email');
  const managedAppleId = getText(value, 'managedAppleId');
  return {
    clientUserId,
    ...(email !== undefined && { email }),
    ...(managedAppleId !== undefined && { managedAppleId }),
  };
}

const isAddress = (text: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text);
