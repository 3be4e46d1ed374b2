import { expect, test } from 'vitest';
import { newestOf } from '../../../../components/popup/newest-of.ts';
import { locationRow } from '../../cache/fresh-database.ts';

test('the location whose token came last, by a link or a renewal, is the one that is offered first', () => {
  const row = (uId: string, linkedAt: number, renewedAt?: number) => ({
    ...{ ...locationRow(uId, uId), linkedAt },
    ...(renewedAt !== undefined && { renewedAt }),
  });
  expect(newestOf([row('a', 3), row('b', 1, 5), row('c', 4)])?.uId).toBe('b');
  expect(newestOf([row('a', 3), row('b', 1), row('c', 4)])?.uId).toBe('c');
  expect(newestOf([])).toBeUndefined();
});
