import { describe, expect, test, vi } from 'vitest';
import { createCardController, isCardChanged } from '../../../entrypoints/portal.content/card-controller.ts';
import type { Card, CardWords, Reply, ShownMdm } from '../../../lib/bus/contract.ts';
import type { CardActs, CardView } from '../../../lib/card/card-element.ts';
import { makeToken } from '../token/make-token.ts';

const card: Card = {
  candidateId: 'c1',
  orgName: 'ORG',
  expiresAt: 2e12,
  state: 'ready',
  locationName: 'North',
};

function setUp(
  answer: Reply<{ card: Card }> = { ok: true, value: { card } },
  words: Reply<CardWords> = { ok: false, error: { code: 'bug' } },
) {
  const sent: string[] = [];
  const screen: { view: CardView | undefined; made: number; direction: string } = {
    view: undefined,
    made: 0,
    direction: '',
  };
  let acts: CardActs = { link() {}, dismiss() {}, give() {} };
  const hear = (name: string) => (candidateId?: string, mdm?: ShownMdm) => {
    sent.push([name, candidateId, mdm?.id, mdm?.name].join(' ').trim());
    return Promise.resolve(answer);
  };
  const controller = createCardController({
    background: {
      card: hear('card'),
      words: async () => words,
      link: hear('link'),
      deliver: hear('deliver'),
      dismiss: hear('dismiss'),
      missed: hear('missed'),
      capture: hear('capture'),
    },
    createElement: (given, { direction }) => {
      acts = given;
      screen.direction = direction;
      screen.made += 1;
      return {
        show: (view) => {
          screen.view = view;
        },
        remove: () => {
          screen.view = undefined;
        },
      };
    },
    now: () => 1e12,
  });
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const show = (next: Parameters<typeof controller.show>[0]) => {
    controller.show(next);
    return settle();
  };
  const link = () => {
    acts.link?.();
    return settle();
  };
  const dismiss = () => {
    acts.dismiss();
    return settle();
  };
  const give = (...files: File[]) => {
    acts.give?.(files);
    return settle();
  };
  return { controller, sent, screen, show, link, dismiss, give };
}

describe('the card', () => {
  test('waits in the tab and is asked for on load', async () => {
    const { controller, screen } = setUp();
    await controller.load();
    await vi.waitFor(() => expect(screen.view).toBeDefined());
    expect(screen.view?.link).toBe('Link it');
  });

  test('changes in place from proof to link', async () => {
    const { show, screen, sent, link } = setUp({
      ok: true,
      value: { card: { ...card, state: 'linked' } },
    });
    await show({ ...card, state: 'proving' });
    await show(card);
    await link();
    expect(sent).toEqual(['link c1']);
    expect(screen).toMatchObject({ made: 1, view: { tone: 'good', title: 'Linked' } });
  });

  test('links once, however often it is clicked', async () => {
    const { show, sent, link } = setUp();
    await show(card);
    await Promise.all([link(), link(), link()]);
    expect(sent).toHaveLength(1);
  });

  test('dismissed it stays away, whatever comes late', async () => {
    const { show, screen, sent, dismiss } = setUp();
    await show(card);
    await dismiss();
    await show({ ...card, state: 'linked' });
    expect(screen.view).toBeUndefined();
    expect(sent).toEqual(['dismiss c1']);
    await show({ ...card, candidateId: 'c2' });
    expect(screen.view).toBeDefined();
  });

  test('dismissed while it links, the answer does not bring it back', async () => {
    const { show, screen, link, dismiss } = setUp();
    await show(card);
    await Promise.all([link(), dismiss()]);
    expect(screen.view).toBeUndefined();
  });

  test('goes when its candidate is gone, but not for the end of an older one', async () => {
    const { show, screen } = setUp();
    await show(card);
    await show({ ...card, candidateId: 'c0', state: 'gone' });
    expect(screen.view).toBeDefined();
    await show({ ...card, state: 'gone' });
    expect(screen.view).toBeUndefined();
  });

  test('of a linked token sends it on, and shows how far it is', async () => {
    const linked: Card = {
      ...card,
      state: 'linked',
      handover: { state: 'offered', act: 'send', mdm: 'Jamf', mdmId: 'm1' },
    };
    const { show, screen, sent, link, dismiss } = setUp({
      ok: true,
      value: { card: { ...linked, handover: { state: 'under-way', mdm: 'Jamf' } } },
    });
    await show(linked);
    expect(screen.view?.link).toBe('Send to Jamf');
    await Promise.all([link(), link()]);
    expect(sent).toEqual(['deliver c1 m1 Jamf']);
    expect(screen.view).toMatchObject({ title: 'Sending to Jamf', busy: true });
    expect(screen.view?.link).toBeUndefined();
    await show({ ...linked, handover: { state: 'done', mdm: 'Jamf' } });
    expect(screen.view).toMatchObject({ title: 'Jamf has the token', tone: 'good', busy: false });
    await dismiss();
    expect(sent).toEqual(['deliver c1 m1 Jamf', 'dismiss c1']);
    await show(linked);
    expect(screen.view).toBeUndefined();
  });

  test('tells with the click that renews which MDM its button named', async () => {
    const { show, screen, sent, link } = setUp();
    await show({
      ...card,
      renews: true,
      handover: { state: 'offered', act: 'send', mdm: 'Jamf', mdmId: 'm1' },
    });
    expect(screen.view?.link).toBe('Send to Jamf');
    await link();
    expect(sent).toEqual(['link c1 m1 Jamf']);
  });

  test('of a linked token says when the background did not answer', async () => {
    const { show, screen, link } = setUp({ ok: false, error: { code: 'bug' } });
    await show({
      ...card,
      state: 'linked',
      handover: { state: 'offered', act: 'send', mdm: 'Jamf', mdmId: 'm1' },
    });
    await link();
    expect(screen.view).toMatchObject({ tone: 'bad', link: 'Open Orchardist' });
  });

  test('the progress of an older token does not push away a newer one', async () => {
    const { show, screen } = setUp();
    await show(card);
    await show({ ...card, candidateId: 'c0', state: 'linked' });
    expect(screen.view?.link).toBe('Link it');
    await show({ state: 'missed' });
    await show({ ...card, candidateId: 'c0', state: 'linked' });
    expect(screen.view?.takesFile).toBe(true);
  });

  test('says where to click when the browser did not open the popup, and forgets it with the next word', async () => {
    const locked: Card = { ...card, state: 'needs-popup', failureCode: 'vault-locked' };
    const { show, screen, link } = setUp({
      ok: true,
      value: { card: { ...locked, popupRefused: true } },
    });
    await show(locked);
    expect(screen.view?.hint).toBeUndefined();
    await link();
    expect(screen.view?.hint).toBe('The browser did not open it. Click the Orchardist icon in the toolbar.');
    await show(locked);
    expect(screen.view?.hint).toBeUndefined();
  });

  test.each([
    ['offline', 'Apple could not be reached'],
    ['candidate-gone', 'no longer waiting'],
    ['bug', 'add the token by hand'],
  ] as const)('a failed link (%s) says what to do', async (code, words) => {
    const { show, screen, link } = setUp({ ok: false, error: { code } });
    await show(card);
    await link();
    expect(screen.view?.text).toContain(words);
    expect(screen.view?.link).toBeUndefined();
  });
});

describe('the words of the card', () => {
  const arabic: CardWords = { language: 'ar', direction: 'rtl', texts: { link: 'ربط' } };

  test('come with the first card, and from English where they do not', async () => {
    const { show, screen } = setUp(undefined, { ok: true, value: arabic });
    await show(card);
    expect(screen).toMatchObject({ view: { link: 'ربط', dismiss: 'Not now' }, direction: 'rtl' });
  });

  test('are English when the background does not answer', async () => {
    const { show, screen } = setUp();
    await show(card);
    expect(screen).toMatchObject({ view: { link: 'Link it' }, direction: 'ltr' });
  });
});

describe('the card about a missed download', () => {
  const token = makeToken();
  const file = (text: string) => new File([text], 'sToken_for_North.vpptoken');

  test('hands on the token in a dropped file, and makes way for its card', async () => {
    const { show, sent, screen, give } = setUp();
    await show({ state: 'missed' });
    expect(screen.view).toMatchObject({ takesFile: true, link: 'Open the Tokens page' });
    await give(file(`\uFEFF${token}\r\n`));
    expect(sent).toEqual([`capture ${token}`]);
    await show(null);
    await show(card);
    expect(screen.view?.link).toBe('Link it');
    await show(null);
    expect(screen.view?.link).toBe('Link it');
  });

  test.each([
    ['another text', [file('serialNumber,model\r\n')]],
    ['a file that is too large', [file(' '.repeat(65_536) + token)]],
    ['several files', [file(token), file(token)]],
    ['none', []],
  ])('refuses %s and goes on asking', async (_, files) => {
    const { show, sent, screen, give } = setUp();
    await show({ state: 'missed' });
    await give(...files);
    expect(sent).toEqual([]);
    expect(screen.view).toMatchObject({ tone: 'bad', takesFile: true, busy: false });
    expect(screen.view?.text).toContain('no content token');
  });

  test('says when the background could not take it', async () => {
    const { show, screen, give } = setUp({ ok: false, error: { code: 'too-many-captures' } });
    await show({ state: 'missed' });
    await give(file(token));
    expect(screen.view?.text).toContain('did not work');
  });

  test('does not call a file that the browser cannot read no token', async () => {
    const { show, sent, screen, give } = setUp();
    await show({ state: 'missed' });
    const gone = file(token);
    gone.text = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    await give(gone);
    expect(sent).toEqual([]);
    expect(screen.view?.text).toContain('did not work');
  });

  test('is dismissed once, and comes again for the next miss', async () => {
    const { show, sent, screen, dismiss } = setUp();
    await show({ state: 'missed' });
    await dismiss();
    expect(sent).toEqual(['missed dismiss']);
    expect(screen.view).toBeUndefined();
    await show({ state: 'missed' });
    expect(screen.view).toBeDefined();
  });

  test('leads to the Tokens page', async () => {
    const { show, sent, screen, link } = setUp();
    await show({ state: 'missed' });
    await link();
    expect(sent).toEqual(['missed open']);
    expect(screen.view).toBeUndefined();
  });

  test('stays when an older candidate comes to its end', async () => {
    const { show, screen } = setUp();
    await show(card);
    await show({ state: 'missed' });
    await show({ ...card, state: 'gone' });
    expect(screen.view?.takesFile).toBe(true);
  });
});

test('only what the background sends counts as a change', () => {
  expect(isCardChanged({ type: 'card-changed', card })).toBe(true);
  for (const other of [undefined, null, 'card-changed', {}, { type: 'other' }])
    expect(isCardChanged(other)).toBe(false);
});
