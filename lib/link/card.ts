import { cardTexts } from '../../locales/background-texts.ts';
import { type LanguageCode, languages } from '../../locales/languages.ts';
import type { Card, CardWords } from '../bus/contract.ts';
import type { CardHandover } from '../bus/mdm-contract.ts';
import type { CandidateRow, VaultStatus } from '../cache/rows.ts';

/**
 * What the capture card shows of a candidate. Holds nothing secret.
 * @param onward where the click that renews sends the token on to
 */
export function cardOf(row: CandidateRow, vault: VaultStatus, onward?: CardHandover): Card {
  const base = { candidateId: row.id, orgName: row.orgName, expiresAt: row.expiresAt };
  const { proof } = row;
  if (proof.state === 'running') return { ...base, state: 'proving' };
  if (proof.state === 'failed') return { ...base, state: 'refused', failureCode: proof.failure.code };
  const shown = stateOf(vault);
  return {
    ...base,
    expiresAt: proof.expiresAt,
    ...shown,
    locationName: proof.locationName,
    renews: proof.renews,
    ...(shown.state === 'ready' && onward && { handover: onward }),
  };
}

/** The last thing that the card of a candidate shows. */
export function closedCard({ id, orgName, expiresAt }: CandidateRow, state: 'linked' | 'gone'): Card {
  return { candidateId: id, orgName, expiresAt, state };
}

function stateOf(vault: VaultStatus): Pick<Card, 'state' | 'failureCode'> {
  if (vault.mode === 'none') return { state: 'needs-popup', failureCode: 'vault-missing' };
  if (vault.locked) return { state: 'needs-popup', failureCode: 'vault-locked' };
  return { state: 'ready' };
}

/** What the card says in a language. */
export function cardWords(code: LanguageCode): CardWords {
  return { language: code, direction: languages[code].direction, texts: cardTexts[code] };
}
