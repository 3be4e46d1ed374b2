import { describe, expect, it } from 'vitest';
import { choicesWith, lockChoices, rateChoices } from '../../../../components/settings/choices.ts';

describe('the choices of a setting', () => {
  it('hold a value that was set elsewhere, in its place', () => {
    expect(choicesWith([5, 15, 30], 20)).toEqual([5, 15, 20, 30]);
    expect(choicesWith([5, 15, 30], 15)).toEqual([5, 15, 30]);
  });

  it('put never last among the idle times, although it is stored as 0', () => {
    expect(choicesWith(lockChoices, 0)).toEqual([5, 15, 30, 60, 0]);
    expect(choicesWith(lockChoices, 45)).toEqual([5, 15, 30, 45, 60, 0]);
  });

  it('go for the rate from one to what Apple allows a location', () => {
    expect([rateChoices[0], rateChoices.at(-1), rateChoices.length]).toEqual([1, 15, 15]);
  });
});
