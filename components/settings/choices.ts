/** Idle minutes until the vault locks; 0 is never. */
export const lockChoices: readonly number[] = [5, 15, 30, 60, 0];

/** Requests a second: up to what Apple allows a location today (reference 3). */
export const rateChoices: readonly number[] = Array.from({ length: 15 }, (_, index) => index + 1);

/** Minutes between two looks for changes. */
export const syncChoices: readonly number[] = [15, 30, 60, 120, 240, 720, 1440];

/** The choices and, in its place, a value that was set elsewhere. 0 stands for never and comes last. */
export function choicesWith(choices: readonly number[], value: number): number[] {
  const weight = (choice: number) => (choice === 0 ? Number.POSITIVE_INFINITY : choice);
  return [...new Set([...choices, value])].sort((a, b) => (weight(a) < weight(b) ? -1 : 1));
}
