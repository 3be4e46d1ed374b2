import { describe, expect, it } from 'vitest';
import { type Backup, parseBackup, readBackup } from '../../../lib/cache/backup.ts';
import { nameApp } from '../../../lib/cache/write-apps.ts';
import { restoreBackup } from '../../../lib/cache/write-backup.ts';
import {
  noteInvitations,
  noteLocation,
  notePerson,
  saveList,
  saveView,
  setMark,
} from '../../../lib/cache/write-knowledge.ts';
import { openFreshDatabase } from './fresh-database.ts';

async function openFilled() {
  const db = openFreshDatabase();
  await notePerson(db, { uId: '1', clientUserId: 'u-1', name: 'Ada', notes: '=1+1' });
  await noteInvitations(db, '1', ['u-1'], { at: 5, way: 'copy' });
  await setMark(db, { adamId: '10', pricingParam: 'PLUS', uId: '', low: 5 });
  await saveList(db, { id: 'l', name: 'Cart', kind: 'device', ids: ['A', 'B'] }, 1);
  await saveView(db, { id: 'v', name: 'Short', path: '/apps', query: 'show=none-left' }, 1);
  await noteLocation(db, { uId: '1', builtIn: 'off', ownMdm: { id: 'm', name: 'Ours' } });
  await nameApp(db, '10', 'Our app');
  return db;
}
const throughFile = (backup: Backup) => parseBackup(JSON.stringify(backup));

describe('a backup', () => {
  it('brings everything that the admin wrote to an empty browser', async () => {
    const backup = throughFile(await readBackup(await openFilled(), 9));
    const db = openFreshDatabase();
    expect(await restoreBackup(db, backup, true)).toEqual({ added: 6, changed: 0, same: 0 });
    expect((await readBackup(db, 9)).people).toEqual([]);
    expect(await restoreBackup(db, backup)).toEqual({ added: 6, changed: 0, same: 0 });
    expect(await readBackup(db, 9)).toEqual(backup);
  });

  it('restored again changes nothing', async () => {
    const db = await openFilled();
    const backup = throughFile(await readBackup(db, 9));
    expect(await restoreBackup(db, backup)).toEqual({ added: 0, changed: 0, same: 6 });
    expect(await readBackup(db, 9)).toEqual(backup);
  });

  it('wins where both know something, and leaves alone what it does not know', async () => {
    const backup = throughFile(await readBackup(await openFilled(), 9));
    const db = openFreshDatabase();
    await notePerson(db, { uId: '1', clientUserId: 'u-1', name: 'Grace' });
    await notePerson(db, { uId: '1', clientUserId: 'u-2', name: 'Mary' });
    expect(await restoreBackup(db, backup)).toEqual({ added: 5, changed: 1, same: 0 });
    expect((await db.personNotes.get(['1', 'u-1']))?.name).toBe('Ada');
    expect((await db.personNotes.get(['1', 'u-2']))?.name).toBe('Mary');
  });

  it.each([
    ['{', '', 'not-json'],
    ['[]', '', 'invalid_type'],
    ['{"format":"other"}', 'format', 'invalid_value'],
  ])('as %s is refused with its place and reason', (json, place, reason) => {
    expect(() => parseBackup(json)).toThrow(
      expect.objectContaining({ code: 'backup-refused', details: { place, reason } }),
    );
  });

  it('with one bad row is refused as a whole, naming the row', async () => {
    const backup = await readBackup(await openFilled(), 9);
    const json = JSON.stringify({
      ...backup,
      marks: [...backup.marks, { adamId: '1', pricingParam: 'STDQ', uId: '', low: -1 }],
    });
    expect(() => parseBackup(json)).toThrow(
      expect.objectContaining({ details: { place: 'marks.1.low', reason: 'too_small' } }),
    );
  });
});
