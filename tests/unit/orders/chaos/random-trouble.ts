import type { FaultEffect } from '../../../simulator/faults.ts';
import type { OrderWorld } from '../order-world.ts';
import type { Dice } from './dice.ts';

/** What went wrong in a seed, as far as it decides which ends are allowed. */
export interface Troubles {
  /** Events that were held, or failed for Apple's own reasons: an order may give up on some items. */
  events: boolean;
  /** Holders whom somebody else changed: what became of them is not ours to tell. */
  strangers: Set<string>;
  /** How many were made. */
  count: number;
}

const effects = (dice: Dice): FaultEffect[] => [
  { kind: 'error', errorNumber: 9646, status: 429, ...retry(dice) },
  { kind: 'error', errorNumber: 9729, status: 503, ...retry(dice) },
  { kind: 'error', errorNumber: 9603, status: 500 },
  { kind: 'html', status: dice.one([200, 500, 502]) },
  { kind: 'drop' },
  { kind: 'lose' },
  { kind: 'truncate' },
];
const retry = (dice: Dice) => (dice.often(50) ? { retryAfter: { seconds: dice.between(1, 90) } } : {});

/** One more thing goes wrong at Apple or on the way to it. */
export function makeTrouble(world: OrderWorld, dice: Dice, troubles: Troubles): void {
  const { service, faults } = world.apple;
  troubles.count += 1;
  switch (dice.below(11)) {
    case 0:
    case 1:
    case 2:
    case 3:
      faults.add(
        { method: dice.one(['POST', 'POST', 'GET']), skip: dice.below(3), count: dice.between(1, 2) },
        dice.one(effects(dice)),
      );
      return;
    case 4:
      troubles.events = true;
      service.config.stuckPending = true;
      return;
    case 5:
      troubles.events = true;
      service.failTasks(dice.one([9603, 9644]), dice.between(1, 4));
      return;
    case 6:
      service.config.limits.maxAssets = dice.between(1, 3);
      service.config.limits.maxUsers = dice.between(1, 3);
      service.config.limits.maxSerialNumbers = dice.between(1, 4);
      return;
    case 7:
      world.token.locked = true;
      return;
    case 8:
      faults.add({ path: /status$/, count: 1 }, { kind: 'error', errorNumber: 9708, status: 400 });
      return;
    default:
      changeFromElsewhere(world, dice, troubles);
  }
}

/** Another management writes: licences go, people go, versions move between two pages. */
function changeFromElsewhere({ apple, key }: OrderWorld, dice: Dice, troubles: Troubles): void {
  const { service } = apple;
  const stranger = `F${dice.below(4)}`;
  const toggle = () => {
    const held = service.dumpAssignments(key).includes(`100 STDQ serial ${stranger}`);
    const available = service.dumpAssets(key).find(({ adamId }) => adamId === '100')?.available ?? 0;
    if (held) service.unassign(key, '100', 'STDQ', { serialNumber: stranger });
    else if (available > 0) service.assign(key, '100', 'STDQ', { serialNumber: stranger });
  };
  if (dice.often(50)) {
    let pages = dice.between(1, 3);
    service.onBeforePage(() => {
      if (pages-- > 0) toggle();
    });
  } else if (dice.often(40)) toggle();
  else {
    const user = `user-${dice.between(1, 6)}`;
    const isActive = service
      .dumpUsers(key)
      .some(
        ({ clientUserId, status }) =>
          clientUserId === user && (status === 'Registered' || status === 'Associated'),
      );
    troubles.strangers.add(`user ${user}`);
    if (isActive) service.retireUser(key, user);
  }
}

/** The world is well again. */
export function endTrouble({ apple, token }: OrderWorld): void {
  apple.faults.clear();
  apple.service.config.stuckPending = false;
  apple.service.failTasks(0, 0);
  apple.service.onBeforePage(undefined);
  token.locked = false;
}
