import { describe, expect, it } from 'vitest';
import { endsOfBoth } from '../../../../components/link/older-token.tsx';

const day = 86_400_000;
const noon = Date.UTC(2027, 4, 10, 12);

describe('the two ends of an older and a newer token', () => {
  it('are told as dates', () => {
    const ends = endsOfBoth({ code: 'older-token', details: { offered: noon, linked: noon + 200 * day } });
    expect(ends).toEqual({ offered: 'May 10, 2027', linked: 'Nov 26, 2027' });
  });

  it('are told with their time when both lie on one day', () => {
    const ends = endsOfBoth({ code: 'older-token', details: { offered: noon, linked: noon + 60_000 } });
    expect(ends?.offered).not.toBe(ends?.linked);
  });

  it('are of that failure alone', () => {
    expect(endsOfBoth({ code: 'wrong-location', details: { offered: 1, linked: 2 } })).toBeUndefined();
    expect(endsOfBoth({ code: 'older-token' })).toBeUndefined();
  });
});
