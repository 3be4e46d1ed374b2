/** Which warnings about tokens are due and not told yet. Pure. */
import { type HolderAlarm, holderAlarm } from '../cache/holder-alarm.ts';
import type { LocationNoteRow } from '../cache/knowledge-rows.ts';
import type { LocationRow, TokenState, ToldWarnings } from '../cache/rows.ts';
import { daysLeft, warningStep } from '../token/days-left.ts';
import { endedAs } from './ended.ts';

export type Warning = { location: LocationRow } & (
  | { kind: 'ending'; days: number; step: number }
  | { kind: 'ended'; state: TokenState }
  | { kind: 'holder'; key: string }
);

/**
 * What to tell of one location: each step of days, each way of ending and each alarm about its holder once a token.
 * @param steps days before the end
 */
export function dueWarnings(
  location: LocationRow,
  note: LocationNoteRow | undefined,
  steps: readonly number[],
  now: number,
): Warning[] {
  const { told } = location;
  const ofToken = told?.fingerprint === location.fingerprint ? told : undefined;
  const found: Warning[] = [];
  const state = endedAs(location, now);
  const days = daysLeft(location.expiresAt, now);
  const step = state ? undefined : warningStep(days, steps);
  if (state && ofToken?.state !== state) found.push({ kind: 'ended', location, state });
  if (step !== undefined && (ofToken?.step === undefined || step < ofToken.step)) {
    found.push({ kind: 'ending', location, days, step });
  }
  const alarm = holderAlarm(location, note);
  const key = alarm && keyOf(alarm);
  if (key !== undefined && told?.holder !== key) found.push({ kind: 'holder', location, key });
  return found;
}

function keyOf(alarm: HolderAlarm): string {
  return alarm.kind === 'changed' ? `changed ${alarm.at}` : `foreign ${alarm.to?.id ?? ''}`;
}

/** What is remembered once these were told. */
export function toldAfter(location: LocationRow, warnings: readonly Warning[]): ToldWarnings {
  const { told, fingerprint } = location;
  const isSameToken = told?.fingerprint === fingerprint;
  const after: ToldWarnings = {
    ...(isSameToken ? told : told?.holder === undefined ? {} : { holder: told.holder }),
    fingerprint,
  };
  for (const warning of warnings) {
    if (warning.kind === 'ending') after.step = warning.step;
    else if (warning.kind === 'ended') after.state = warning.state;
    else after.holder = warning.key;
  }
  return after;
}
