/** What an invited person reads: an editable text per language with placeholders. Pure. */
import ar from '../../locales/ar/invitation.json' with { type: 'json' };
import de from '../../locales/de/invitation.json' with { type: 'json' };
import en from '../../locales/en/invitation.json' with { type: 'json' };
import es from '../../locales/es/invitation.json' with { type: 'json' };
import fr from '../../locales/fr/invitation.json' with { type: 'json' };
import ja from '../../locales/ja/invitation.json' with { type: 'json' };
import type { LanguageCode } from '../../locales/languages.ts';

export interface InvitationTexts {
  subject: string;
  body: string;
}

/** Who is invited, and to what. `link` holds the invite code: never kept, never logged. */
export interface Invitee {
  clientUserId: string;
  email?: string;
  name?: string;
  link: string;
}

/** Ours, in the language of the person and not of the screen. All of them, since the admin changes to and fro. */
export const invitationTexts: Readonly<Record<LanguageCode, InvitationTexts & { sheet: string }>> = {
  ...{ ar, de, en, es, fr, ja },
};

const placeholders: readonly string[] = ['name', 'organisation', 'link'];

export type TextProblem =
  | { kind: 'no-link' }
  | { kind: 'no-subject' }
  /** The subject would be shown in lists and notifications. */
  | { kind: 'link-in-subject' }
  | { kind: 'unknown-placeholder'; name: string };

/** What is wrong with a text that the admin changed; an invitation without its link is none. */
export function checkTexts({ subject, body }: InvitationTexts): TextProblem[] {
  const used = [...`${subject}\n${body}`.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const unknown = new Set(used.filter((name) => !placeholders.includes(name)));
  return [
    ...(body.includes('{link}') ? [] : [{ kind: 'no-link' } as const]),
    ...(subject.trim() === '' ? [{ kind: 'no-subject' } as const] : []),
    ...(subject.includes('{link}') ? [{ kind: 'link-in-subject' } as const] : []),
    ...[...unknown].map((name) => ({ kind: 'unknown-placeholder', name }) as const),
  ];
}

/** The text for one person. What a value brings along is never taken for a placeholder. */
export function fillTexts(
  { subject, body }: InvitationTexts,
  organisation: string,
  { clientUserId, email, name, link }: Invitee,
): InvitationTexts {
  const values: Readonly<Record<string, string>> = {
    name: oneLine(name ?? '') || email || oneLine(clientUserId),
    organisation: oneLine(organisation),
    link,
  };
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
  return { subject: oneLine(fill(subject)), body: fill(body) };
}

/** Without line ends and other signs that nobody sees but a mail program. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
