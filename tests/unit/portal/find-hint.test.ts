import { expect, test } from 'vitest';
import { findHint } from '../../../lib/portal/find-hint.ts';

const page = { route: '/', hasTokenLink: false, text: '' };

test.each([
  ['/#/main/preferences/paymentsandbilling/appsandbooks', 'route'],
  ['/main/preferences/paymentsandbilling/appsandbooks', 'route'],
  ['/main/devices', undefined],
])('route %s gives %s', (route, hint) => {
  expect(findHint({ ...page, route })).toBe(hint);
});

test.each(['Content Tokens', 'Inhaltstoken', 'Jetons de contenu', 'コンテンツトークン', '內容與代號'])(
  '%s is a label',
  (label) => {
    expect(findHint({ ...page, text: `… ${label} …` })).toBe('label');
  },
);

test('the strongest sign is told', () => {
  expect(findHint({ route: '/appsandbooks', hasTokenLink: true, text: 'Content Tokens' })).toBe('link');
});
