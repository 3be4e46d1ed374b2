import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDigits } from '../../../../components/orders/read-digits.ts';

it.each(['latn', 'arab', 'arabext', 'fullwide'])(
  'a number that is typed as shown, in %s',
  (numberingSystem) => {
    const { format } = new Intl.NumberFormat('ar', { numberingSystem });
    fc.assert(
      fc.property(fc.nat(), (number) => {
        expect(readDigits(format(number))).toBe(String(number));
      }),
    );
  },
);
