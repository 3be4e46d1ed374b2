import { describe, expect, it } from 'vitest';
import { holderAlarm } from '../../../lib/cache/holder-alarm.ts';

const mdm = (id: string) => ({ id, name: `MDM ${id}`, metadata: '' });
const own = { id: 'a', name: 'MDM a' };

describe('the alarm about the holder', () => {
  it.each([
    ['an MDM stands there from the start', { mdmInfo: mdm('a') }, undefined, undefined],
    ['nobody holds it', {}, undefined, undefined],
    [
      'it changed',
      { mdmInfo: mdm('b'), holderChange: { at: 7, from: mdm('a') } },
      undefined,
      { kind: 'changed', at: 7, from: mdm('a'), to: mdm('b') },
    ],
    ['nobody holds it any more', { holderChange: { at: 7, from: mdm('a') } }, {}, { kind: 'changed', at: 7 }],
    ['the named one holds it', { mdmInfo: mdm('a') }, { ownMdm: own }, undefined],
    ['the named one is back', { mdmInfo: mdm('a'), holderChange: { at: 7 } }, { ownMdm: own }, undefined],
    [
      'another than the named one holds it, without a change seen here',
      { mdmInfo: mdm('b') },
      { ownMdm: own },
      { kind: 'foreign', own, to: mdm('b') },
    ],
    [
      'nobody holds it, though one was named',
      { holderChange: { at: 7, from: mdm('a') } },
      { ownMdm: own },
      { kind: 'foreign', own, at: 7 },
    ],
    [
      'nobody shall hold it, and nobody does',
      { mdmInfo: mdm(''), holderChange: { at: 7 } },
      { ownMdm: { id: '', name: '' } },
      undefined,
    ],
    [
      'nobody shall hold it, and someone does',
      { mdmInfo: mdm('b') },
      { ownMdm: { id: '', name: '' } },
      { kind: 'foreign', to: mdm('b') },
    ],
  ])('%s', (_, location, note, alarm) => {
    if (alarm === undefined) expect(holderAlarm(location, note)).toBeUndefined();
    else expect(holderAlarm(location, note)).toMatchObject(alarm);
  });
});
