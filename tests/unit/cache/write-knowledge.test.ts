import { describe, expect, it, vi } from 'vitest';
import {
  noteInvitations,
  noteLocation,
  notePeople,
  notePerson,
  saveList,
  setMark,
} from '../../../lib/cache/write-knowledge.ts';
import { forgetLocation } from '../../../lib/cache/write-location.ts';
import { noteEvent } from '../../../lib/cache/write-timeline.ts';
import { locationRow, openFreshDatabase } from './fresh-database.ts';

const person = { uId: '1', clientUserId: 'u-1' };

describe('what the admin knows of a person', () => {
  it('keeps the notes when only the name changes, and goes when both are emptied', async () => {
    const db = openFreshDatabase();
    await notePerson(db, { ...person, name: ' Ada ', notes: 'Room 4' });
    await notePerson(db, { ...person, name: 'Grace' });
    expect(await db.personNotes.get(['1', 'u-1'])).toEqual({
      ...person,
      name: 'Grace',
      notes: 'Room 4',
      invitations: [],
    });
    await notePerson(db, { ...person, name: '', notes: ' ' });
    expect(await db.personNotes.count()).toBe(0);
  });

  it('does not forget invitations with the name', async () => {
    const db = openFreshDatabase();
    await noteInvitations(db, person.uId, [person.clientUserId], { at: 5, way: 'copy' });
    await noteInvitations(db, person.uId, [person.clientUserId], { at: 9, way: 'mailto' });
    await notePerson(db, { ...person, name: '' });
    expect((await db.personNotes.get(['1', 'u-1']))?.invitations.map(({ at }) => at)).toEqual([5, 9]);
  });

  it('is written for many at once, and asks the disk for all of them together', async () => {
    const db = openFreshDatabase();
    await noteInvitations(db, '1', ['u-1'], { at: 5, way: 'copy' });
    await notePerson(db, { uId: '1', clientUserId: 'u-2', name: 'Bob', notes: 'Room 2' });
    await notePerson(db, { uId: '1', clientUserId: 'u-3', name: 'Zoe' });
    const asked = vi.spyOn(db.personNotes, 'get');
    await notePeople(db, '1', [
      { clientUserId: 'u-1', name: 'Ada' },
      { clientUserId: 'u-2', notes: '' },
      { clientUserId: 'u-3', name: '' },
      { clientUserId: 'u-4', name: 'First' },
      { clientUserId: 'u-4', name: 'Last', notes: 'twice' },
    ]);
    expect(asked).not.toHaveBeenCalled();
    expect(await db.personNotes.toArray()).toEqual([
      { uId: '1', clientUserId: 'u-1', name: 'Ada', invitations: [{ at: 5, way: 'copy' }] },
      { uId: '1', clientUserId: 'u-2', name: 'Bob', invitations: [] },
      { uId: '1', clientUserId: 'u-4', name: 'Last', notes: 'twice', invitations: [] },
    ]);
  });

  it('outlives an unlink: the location may be linked again', async () => {
    const db = openFreshDatabase();
    await db.locations.put(locationRow('1'));
    await notePerson(db, { ...person, name: 'Ada' });
    await forgetLocation(db, '1');
    expect((await db.personNotes.get(['1', 'u-1']))?.name).toBe('Ada');
  });
});

describe('marks, lists and answers', () => {
  it('takes a mark back', async () => {
    const db = openFreshDatabase();
    const mark = { adamId: '10', pricingParam: 'STDQ' as const, uId: '' };
    await setMark(db, { ...mark, low: 5 });
    expect((await db.marks.get(['10', 'STDQ', '']))?.low).toBe(5);
    await setMark(db, mark);
    expect(await db.marks.count()).toBe(0);
  });

  it('sorts a list, names each id once and remembers when it was made', async () => {
    const db = openFreshDatabase();
    await saveList(db, { id: 'l', name: 'Cart 3', kind: 'device', ids: ['B', 'A', 'B'] }, 10);
    await saveList(db, { id: 'l', name: 'Cart 4', kind: 'device', ids: ['C'] }, 20);
    expect(await db.lists.get('l')).toEqual({
      id: 'l',
      name: 'Cart 4',
      kind: 'device',
      ids: ['C'],
      createdAt: 10,
      changedAt: 20,
    });
  });

  it('changes one answer about a location without the other', async () => {
    const db = openFreshDatabase();
    await noteLocation(db, { uId: '1', builtIn: 'off', ownMdm: { id: 'm', name: 'Ours' } });
    await noteLocation(db, { uId: '1', builtIn: null });
    expect(await db.locationNotes.get('1')).toEqual({ uId: '1', ownMdm: { id: 'm', name: 'Ours' } });
  });
});

describe('the timeline of a location', () => {
  it('drops its oldest events, and none of another location', async () => {
    const db = openFreshDatabase();
    await noteEvent(db, '2', 0, { kind: 'linked', expiresAt: 9 });
    for (let at = 1; at <= 510; at++)
      await noteEvent(db, '1', at, { kind: 'state', from: 'ok', to: 'offline' });
    const own = await db.timeline.where('[uId+at]').between(['1', 0], ['1', 10_000]).toArray();
    expect(own).toHaveLength(500);
    expect(own[0]?.at).toBe(11);
    expect(await db.timeline.count()).toBe(501);
  });
});
