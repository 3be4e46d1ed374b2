import type { FaultEffect } from '../../simulator/faults.ts';
import type { Dice } from '../orders/chaos/dice.ts';
import type { Story } from './run-story.ts';
import { noteFault } from './told.ts';
import type { Tenant } from './windows.ts';

const effects = (dice: Dice): FaultEffect[] => [
  { kind: 'error', errorNumber: 9646, status: 429, retryAfter: { seconds: dice.between(1, 90) } },
  { kind: 'error', errorNumber: 9729, status: 503, retryAfter: { seconds: dice.between(1, 90) } },
  { kind: 'error', errorNumber: 9603, status: 500 },
  { kind: 'html', status: dice.one([200, 500, 502]) },
  { kind: 'drop' },
  { kind: 'lose' },
  { kind: 'truncate' },
];

/** One more thing goes wrong. */
export function makeTrouble(story: Story): void {
  const { dice, apple, network, told, trail, world, time } = story;
  const note = (what: string, details = '') => {
    noteFault(told, what);
    trail.push(`trouble: ${what} ${details}`);
  };
  switch (dice.below(11)) {
    case 0:
    case 1:
    case 2: {
      const effect = dice.one(effects(dice));
      note(effect.kind);
      apple.faults.add({ skip: dice.below(4), count: dice.between(1, 3) }, effect);
      return;
    }
    case 3:
      note('network down');
      network.isDown = true;
      return;
    case 4:
    case 5:
      note('network flaps');
      network.flapEvery = dice.between(1, 6);
      return;
    case 6:
      note('disk full');
      world.disk.isFull = true;
      return;
    case 7: {
      const hours = dice.one([-48, -2, 1, 26]);
      note('clock jumps', `${hours} h`);
      time.jump(hours * 3_600_000);
      story.hasJumped = true;
      return;
    }
    case 8:
      note('MDM in trouble');
      Object.assign(apple.mdm.jamf.switches, randomSwitch(dice));
      return;
    default:
      note('changed from elsewhere');
      changeFromElsewhere(story);
  }
}

const randomSwitch = (dice: Dice) =>
  dice.one([
    { down: true },
    { fault: 503 },
    { throttle: { times: dice.between(1, 3), seconds: dice.between(1, 90) } },
    { lagReads: dice.between(1, 4) },
    { loseWrites: 1 },
  ]);

/** Another management gives and takes licences of devices that no order here is about. */
export function changeFromElsewhere({ apple, dice, tokens }: Tenant): void {
  const { key } = dice.one(tokens);
  for (let times = dice.between(1, 6); times > 0; times--) {
    const serialNumber = `F${dice.below(12)}`;
    const isHeld = apple.service.dumpAssignments(key).includes(`400 STDQ serial ${serialNumber}`);
    if (isHeld) apple.service.unassign(key, '400', 'STDQ', { serialNumber });
    else apple.service.assign(key, '400', 'STDQ', { serialNumber });
  }
}

export function endTrouble({ apple, network, world, time }: Story): void {
  apple.faults.clear();
  Object.assign(apple.mdm.jamf.switches, { down: false, fault: undefined, lagReads: 0, loseWrites: 0 });
  Object.assign(network, { isDown: false, flapEvery: 0 });
  world.disk.isFull = false;
  time.setRight();
}
