// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type CardView, createCardElement } from '../../../lib/card/card-element.ts';

const view: CardView = {
  tone: 'neutral',
  busy: false,
  title: 'Link this token?',
  text: 'Then look up.',
  facts: [{ label: 'Location', value: '<b onclick="x">North</b>' }],
  link: 'Link it',
  dismiss: 'Not now',
};

let root: ShadowRoot;
const makeActs = () => ({
  link: vi.fn<() => void>(),
  dismiss: vi.fn<() => void>(),
  give: vi.fn<(files: readonly File[]) => void>(),
});
let acts: ReturnType<typeof makeActs>;
let card: ReturnType<typeof createCardElement>;

beforeEach(() => {
  const attach = Element.prototype.attachShadow;
  // The root is closed on purpose; the test looks inside as it is made.
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    expect(init.mode).toBe('closed');
    root = attach.call(this, init);
    return root;
  });
  acts = makeActs();
  card = createCardElement(document, acts, { label: 'Orchardist', direction: 'rtl' });
});
afterEach(() => {
  card.remove();
  vi.restoreAllMocks();
});

const find = (selector: string) => {
  const found = root.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`No ${selector}`);
  return found;
};
const trusted = <E extends Event>(event: E): E => {
  Object.defineProperty(event, 'isTrusted', { value: true });
  return event;
};
const click = () => new MouseEvent('click', { bubbles: true });

test('says what was caught, as text and never as markup', () => {
  card.show(view);
  expect(find('dd').textContent).toBe('<b onclick="x">North</b>');
  expect(root.querySelector('dd b')).toBeNull();
  expect(find('section').getAttribute('aria-label')).toBe('Orchardist');
  expect(find('section').getAttribute('dir')).toBe('rtl');
});

test('the page finds nothing in it', () => {
  card.show(view);
  expect(document.documentElement.lastElementChild?.shadowRoot).toBeNull();
  expect(document.documentElement.textContent).not.toContain('North');
});

test('a real click links; one made by the page does not', () => {
  card.show(view);
  find('.link').dispatchEvent(click());
  find('.dismiss').dispatchEvent(click());
  expect([acts.link, acts.dismiss].map((act) => act.mock.calls.length)).toEqual([0, 0]);
  find('.link').dispatchEvent(trusted(click()));
  expect(acts.link).toHaveBeenCalledOnce();
});

test('while it links, another click does nothing', () => {
  card.show({ ...view, busy: true });
  find('.link').dispatchEvent(trusted(click()));
  expect(acts.link).not.toHaveBeenCalled();
});

test('Escape inside means Not now, and the page does not get it', () => {
  const heardByPage = vi.fn();
  document.addEventListener('keydown', heardByPage);
  card.show(view);
  find('.link').dispatchEvent(
    trusted(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true })),
  );
  document.removeEventListener('keydown', heardByPage);
  expect(acts.dismiss).toHaveBeenCalledOnce();
  expect(heardByPage).not.toHaveBeenCalled();
});

test('a change keeps the focused button, and takes no focus by itself', () => {
  card.show({ ...view, link: 'Link it' });
  expect(document.activeElement).toBe(document.body);
  const link = find('.link');
  card.show({ ...view, link: 'Linking…', busy: true });
  expect(find('.link')).toBe(link);
});

test('without an offer there is no link button', () => {
  const { link: _, ...without } = view;
  card.show(without);
  expect(root.querySelector('.link')).toBeNull();
  expect(find('.dismiss').textContent).toBe('Not now');
});

test('a hint is spoken with the words', () => {
  card.show({ ...view, hint: 'Click the icon.' });
  expect(find('[role=status] .hint').textContent).toBe('Click the icon.');
});

test('a page that threw it out gets it back with the next change', () => {
  card.show(view);
  document.documentElement.lastElementChild?.remove();
  card.show(view);
  expect(document.documentElement.lastElementChild?.localName).toBe('div');
});

describe('a dragged file', () => {
  const file = new File(['x'], 'sToken_for_North.vpptoken');
  const drag = (name: string) => {
    const event = new Event(name, { bubbles: true, cancelable: true, composed: true });
    Object.defineProperty(event, 'dataTransfer', { value: { types: ['Files'], files: [file] } });
    return event;
  };

  test('is taken when it is asked for, and the page does not get it', () => {
    const heardByPage = vi.fn();
    document.addEventListener('drop', heardByPage);
    card.show({ ...view, takesFile: true });
    const over = trusted(drag('dragover'));
    find('p').dispatchEvent(over);
    expect(over.defaultPrevented).toBe(true);
    find('p').dispatchEvent(trusted(drag('drop')));
    document.removeEventListener('drop', heardByPage);
    expect(acts.give).toHaveBeenCalledExactlyOnceWith([file]);
    expect(heardByPage).not.toHaveBeenCalled();
  });

  test.each([
    ['when none is asked for', view, trusted],
    ['when the page made the event', { ...view, takesFile: true }, (event: Event) => event],
  ])('is not taken %s', (_, shown, make) => {
    card.show(shown);
    find('p').dispatchEvent(make(drag('drop')));
    expect(acts.give).not.toHaveBeenCalled();
  });
});
