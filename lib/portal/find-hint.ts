/** Labels of the token section in the languages that Apple's guides show (portal reference 1.11). */
const labels = [
  'Server Tokens',
  'Content Tokens',
  'Inhaltstoken',
  'Jetons de contenu',
  'コンテンツトークン',
  'サーバトークン',
  '內容與代號',
];
const tokenRoute = /paymentsandbilling|appsandbooks/i;

/** A link that names a token file; any element with such an address or file name. */
export const tokenLink = 'a[href*="vpptoken" i], a[download*="vpptoken" i]';

export type Hint = 'route' | 'link' | 'label';

/**
 * Whether the token page may be open, by signs that prove nothing and light the badge only: the strongest one.
 * @param page.route path and hash of the frame
 * @param page.text all text of the frame
 */
export function findHint(page: { route: string; hasTokenLink: boolean; text: string }): Hint | undefined {
  if (page.hasTokenLink) return 'link';
  if (labels.some((label) => page.text.includes(label))) return 'label';
  return tokenRoute.test(page.route) ? 'route' : undefined;
}
