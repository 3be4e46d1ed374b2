/** An invitation as an address that opens the admin's mail program. Pure. */
import type { InvitationTexts, Invitee } from './invitation-text.ts';
import { isEmail } from './is-email.ts';

/** Letters of an address that Windows still hands to a mail program. */
export const mostMailto = 2000;

export interface Mailto {
  url: string;
  /** The text was too long: the link alone is in it. */
  isShortened: boolean;
}

/** @returns undefined without an address that mail takes, or when not even the link fits */
export function getMailto(
  { email, link }: Pick<Invitee, 'email' | 'link'>,
  texts: InvitationTexts,
): Mailto | undefined {
  if (email === undefined || !isEmail(email)) return undefined;
  const whole = write(email, texts);
  if (whole.length <= mostMailto) return { url: whole, isShortened: false };
  const short = write(email, { subject: texts.subject, body: link });
  return short.length <= mostMailto ? { url: short, isShortened: true } : undefined;
}

/** RFC 6068: line ends are CRLF, and a blank is %20. */
function write(email: string, { subject, body }: InvitationTexts): string {
  const part = (text: string) => encodeURIComponent(text.toWellFormed().replace(/\r\n?|\n/g, '\r\n'));
  const address = part(email).replace('%40', '@');
  return `mailto:${address}?subject=${part(subject)}&body=${part(body)}`;
}
