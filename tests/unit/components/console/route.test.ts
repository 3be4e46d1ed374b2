import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseRoute, writeRoute } from '../../../../components/console/route.ts';

it('leaves out what is empty', () => {
  expect(writeRoute('/apps', { q: '', location: undefined })).toBe('#/apps');
  expect(parseRoute('')).toMatchObject({ path: '/' });
  expect(parseRoute('#tokens').path).toBe('/tokens');
});

it('reads what it wrote, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.string({ minLength: 1 })), (params) => {
      const { path, params: read } = parseRoute(writeRoute('/apps', params));
      expect(path).toBe('/apps');
      expect([...read].sort()).toEqual(Object.entries(params).sort());
    }),
  );
});
