/** The link by which a person accepts (reference 4.1, 11.2). It holds the invite code: never kept, never logged. Pure. */

/** Literally so in Apple's template, percent signs and all. */
const placeholder = '%25inviteCode%25';

/**
 * @param template `urls.invitationEmail` of `service/config`
 * @returns undefined for a template that does not lead to Apple by HTTPS, or has no place for the code outside of the
 *   host: people are asked for their Apple Account behind this link
 */
export function getInvitationLink(template: string, inviteCode: string): string | undefined {
  if (inviteCode === '' || !template.includes(placeholder)) return undefined;
  const code = encodeURIComponent(inviteCode.toWellFormed());
  const text = template.replaceAll(placeholder, () => code);
  if (!URL.canParse(text) || !URL.canParse(template.replaceAll(placeholder, 'code'))) return undefined;
  const url = new URL(text);
  const { hostname } = new URL(template.replaceAll(placeholder, 'code'));
  const isApple = url.hostname === 'apple.com' || url.hostname.endsWith('.apple.com');
  const isPlain = url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';
  // As the parser wrote it, so that no other reader sees another host in it.
  return isApple && isPlain && url.hostname === hostname ? url.href : undefined;
}
