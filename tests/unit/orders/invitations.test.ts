import { describe, expect, it } from 'vitest';
import { failureOf } from '../apple/fake-parts.ts';
import { readAll } from './order-desk.ts';
import { orderSeed } from './order-seed.ts';
import { createOrderWorld, uId } from './order-world.ts';

async function open(pageSize: number) {
  const world = await createOrderWorld(orderSeed(), { pageSize });
  const background = world.startBackground();
  await readAll(background);
  world.apple.exchanges.length = 0;
  return { world, ...background };
}

describe('invitations', () => {
  it.each([
    ['one by one', ['user-5'], 1],
    ['from the whole list', ['user-5', 'user-6', 'user-1', 'nobody'], 3],
  ] as const)('are read from Apple now, %s, and only for those who have one', async (_, ids, requests) => {
    const { world, invitations } = await open(2);
    const links = await invitations.links(uId, ids);
    const registered = world.apple.service
      .dumpUsers('here')
      .filter(({ inviteCode }) => inviteCode !== undefined);
    const wanted = registered.filter(({ clientUserId }) => ids.some((id) => id === clientUserId));
    expect(links.map(({ clientUserId }) => clientUserId)).toEqual(
      wanted.map(({ clientUserId }) => clientUserId),
    );
    for (const [index, { url }] of links.entries()) {
      expect(new URL(url).hostname).toBe('buy.itunes.apple.com');
      expect(new URL(url).searchParams.get('inviteCode')).toBe(wanted[index]?.inviteCode);
    }
    const reads = world.apple.exchanges.filter(({ url }) => url.pathname.endsWith('/users'));
    expect(reads.length).toBeLessThanOrEqual(requests);
  });

  it('leave no code behind', async () => {
    const { world, invitations, db } = await open(100);
    await invitations.links(uId, ['user-5', 'user-6']);
    await invitations.noteSent(uId, ['user-5', 'user-6'], 'mailto');
    const stored = JSON.stringify(await Promise.all(db.tables.map((table) => table.toArray())));
    for (const { inviteCode } of world.apple.service.dumpUsers('here')) {
      if (inviteCode !== undefined) expect(stored).not.toContain(inviteCode);
    }
    expect((await db.personNotes.get([uId, 'user-6']))?.invitations).toMatchObject([{ way: 'mailto' }]);
  });

  it('need the token and the location', async () => {
    const { world, invitations } = await open(100);
    expect((await failureOf(invitations.links('9', ['user-5']))).code).toBe('location-unknown');
    world.token.locked = true;
    expect((await failureOf(invitations.links(uId, ['user-5']))).code).toBe('vault-locked');
  });
});
