import { describe, expect, test } from 'vitest';
import { createCardController, isCardChanged } from '../../../entrypoints/portal.content/card-controller.ts';
import type { CardView } from '../../../entrypoints/portal.content/card-view.ts';
import type { Card, Reply } from '../../../lib/bus/contract.ts';

const card: Card = {
  candidateId: 'c1',
  orgName: 'ORG',
  expiresAt: 2e12,
  state: 'ready',
  locationName: 'North',
};

function setUp(answer: Reply<{ card: Card }> = { ok: true, value: { card } }) {
  const sent: string[] = [];
  const screen: { view: CardView | undefined; made: number } = { view: undefined, made: 0 };
  let acts = { link() {}, dismiss() {} };
  const hear = (name: string) => (candidateId?: string) => {
    sent.push([name, candidateId].join(' ').trim());
    return Promise.resolve(answer);
  };
  const controller = createCardController({
    background: { card: hear('card'), link: hear('link'), dismiss: hear('dismiss') },
    createElement: (given) => {
      acts = given;
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
  const link = () => {
    acts.link();
    return settle();
  };
  const dismiss = () => {
    acts.dismiss();
    return settle();
  };
  return { controller, sent, screen, link, dismiss };
}

describe('the card', () => {
  test('waits in the tab and is asked for on load', async () => {
    const { controller, screen } = setUp();
    await controller.load();
    expect(screen.view?.link).toBe('Link it');
  });

  test('changes in place from proof to link', async () => {
    const { controller, screen, sent, link } = setUp({
      ok: true,
      value: { card: { ...card, state: 'linked' } },
    });
    controller.show({ ...card, state: 'proving' });
    controller.show(card);
    await link();
    expect(sent).toEqual(['link c1']);
    expect(screen).toMatchObject({ made: 1, view: { tone: 'good', title: 'Linked' } });
  });

  test('links once, however often it is clicked', async () => {
    const { controller, sent, link } = setUp();
    controller.show(card);
    await Promise.all([link(), link(), link()]);
    expect(sent).toHaveLength(1);
  });

  test('dismissed it stays away, whatever comes late', async () => {
    const { controller, screen, sent, dismiss } = setUp();
    controller.show(card);
    await dismiss();
    controller.show({ ...card, state: 'linked' });
    expect(screen.view).toBeUndefined();
    expect(sent).toEqual(['dismiss c1']);
    controller.show({ ...card, candidateId: 'c2' });
    expect(screen.view).toBeDefined();
  });

  test('dismissed while it links, the answer does not bring it back', async () => {
    const { controller, screen, link, dismiss } = setUp();
    controller.show(card);
    await Promise.all([link(), dismiss()]);
    expect(screen.view).toBeUndefined();
  });

  test('goes when its candidate is gone, but not for the end of an older one', () => {
    const { controller, screen } = setUp();
    controller.show(card);
    controller.show({ ...card, candidateId: 'c0', state: 'gone' });
    expect(screen.view).toBeDefined();
    controller.show({ ...card, state: 'gone' });
    expect(screen.view).toBeUndefined();
  });

  test.each([
    ['offline', 'Apple could not be reached'],
    ['candidate-gone', 'no longer waiting'],
    ['bug', 'add the token by hand'],
  ] as const)('a failed link (%s) says what to do', async (code, words) => {
    const { controller, screen, link } = setUp({ ok: false, error: { code } });
    controller.show(card);
    await link();
    expect(screen.view?.text).toContain(words);
    expect(screen.view?.link).toBeUndefined();
  });
});

test('only what the background sends counts as a change', () => {
  expect(isCardChanged({ type: 'card-changed', card })).toBe(true);
  for (const other of [undefined, null, 'card-changed', {}, { type: 'other' }])
    expect(isCardChanged(other)).toBe(false);
});
