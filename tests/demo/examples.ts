import type { Simulator } from '../simulator/start-simulator.ts';

const numbers = { adamId: '361304891', name: 'Numbers' };

/** An app, a device that holds it, and a person with a licence: what the demo looks up. */
export function examples(simulator: Simulator) {
  const key = 'ps01';
  const held = simulator.apple.dumpAssignments(key).map((line) => line.split(' '));
  const serial = held.find(([adamId, , kind]) => adamId === numbers.adamId && kind === 'serial')?.[3];
  const holders = new Set(held.filter(([, , kind]) => kind === 'user').map(([, , , id]) => id));
  const person = simulator.apple
    .dumpUsers(key)
    .find((user) => user.status === 'Associated' && user.email && holders.has(user.clientUserId));
  if (serial === undefined || !person?.email) throw new Error('The seed has no example to look up.');
  return { app: numbers, serial, email: person.email };
}
