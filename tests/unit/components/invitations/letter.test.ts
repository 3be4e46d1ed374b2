import { expect, it } from 'vitest';
import { parseLetter, textsOf } from '../../../../components/invitations/letter.ts';
import { invitationTexts } from '../../../../lib/people/invitation-text.ts';

it('what was kept comes back; what is none of ours is left out', () => {
  const own = { subject: 'S', body: '{link}' };
  const kept = parseLetter({
    language: 'fr',
    organisation: 'École',
    changed: { fr: own, xx: own, de: { subject: 1 } },
  });
  expect(kept).toEqual({ language: 'fr', organisation: 'École', changed: { fr: own } });
  expect(textsOf(kept)).toEqual(own);
  expect(textsOf({ ...kept, language: 'de' }).body).toBe(invitationTexts.de.body);
});

it.each([undefined, null, 'x', { language: 'xx' }])('of %j the language of the page', (data) => {
  expect(parseLetter(data)).toEqual({ language: 'en', organisation: '', changed: {} });
});
