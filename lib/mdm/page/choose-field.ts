import { fits } from './find-fields.ts';

/** How much better the best must be, to be taken without a question. */
const lead = 25;

export type Choice<F> = { is: 'one'; field: F } | { is: 'several'; fields: F[] } | { is: 'none' };

/** Takes the field that is clearly meant; asks when in doubt. */
export function chooseField<F extends { score: number }>(fields: readonly F[]): Choice<F> {
  const [best, second, ...rest] = [...fields].sort((a, b) => b.score - a.score);
  if (!best) return { is: 'none' };
  const isClear = best.score >= fits && (second === undefined || best.score - second.score >= lead);
  if (isClear) return { is: 'one', field: best };
  const likely = [best, ...(second ? [second] : []), ...rest];
  // What surely takes something like it leaves the mere guesses out.
  return { is: 'several', fields: likely.filter((field) => best.score - field.score < fits).slice(0, 8) };
}
