import type { LocationRow, TokenState } from '../../lib/cache/rows.ts';
import { daysLeft, warningStep } from '../../lib/token/days-left.ts';
import type { Tone } from '../ui/state.tsx';

/** What a location's pill says. `days` is set while a valid token is near its end. */
export interface ShownState {
  state: TokenState | 'expiring';
  tone: Tone;
  days?: number;
}

const tones: Record<TokenState, Tone> = {
  ok: 'good',
  expired: 'danger',
  revoked: 'danger',
  invalid: 'danger',
  unauthorized: 'danger',
  'not-allowed': 'danger',
  'legacy-token': 'danger',
  'missing-permission': 'danger',
  'token-missing': 'warning',
  'vault-locked': 'info',
  throttled: 'info',
  maintenance: 'info',
  server: 'warning',
  offline: 'warning',
};

/** Only a new token helps: an MDM would refuse this one, or there is none to be sent. */
const useless: ReadonlySet<ShownState['state']> = new Set([
  'expired',
  'revoked',
  'invalid',
  'not-allowed',
  'legacy-token',
  'token-missing',
]);

/** Whether its token can be handed to an MDM. */
export const isOfUse = (location: LocationRow, now: number): boolean =>
  !useless.has(shownState(location, now).state);

/** The state to show: an end date that has passed counts, whatever was last heard from Apple. */
export function shownState(location: LocationRow, now: number, warningDays?: readonly number[]): ShownState {
  const { state } = location.health;
  const days = daysLeft(location.expiresAt, now);
  if (location.expiresAt <= now && state !== 'revoked' && state !== 'invalid') {
    return { state: 'expired', tone: 'danger' };
  }
  if (state !== 'ok') return { state, tone: tones[state] };
  if (warningStep(days, warningDays) === undefined) return { state: 'ok', tone: 'good' };
  return { state: 'expiring', days, tone: days <= 14 ? 'danger' : days <= 30 ? 'warning' : 'info' };
}
