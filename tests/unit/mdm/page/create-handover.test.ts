// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createHandover } from '../../../../entrypoints/console-handover/create-handover.ts';
import type { CardView } from '../../../../lib/card/card-element.ts';
import type { Handover, Waiting } from '../../../../lib/mdm/page/handover.ts';

const wanted = { kind: 'file', labels: [] } as const;
const token = '<label>Service token <input type="file" name="token"></label>';
const view: CardView = {
  tone: 'neutral',
  busy: false,
  title: 'Which?',
  text: '',
  facts: [],
  dismiss: 'Cancel',
};
const shown = (choices: number[] = []): Waiting => ({
  card: {
    view: { ...view, choices: choices.map((key) => `Field ${key}`) },
    label: 'Orchardist',
    direction: 'ltr',
  },
  choices,
});

let handover: Handover;
let roots: ShadowRoot[];
beforeEach(() => {
  vi.useFakeTimers();
  const attach = Element.prototype.attachShadow;
  roots = [];
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    const root = attach.call(this, init);
    roots.push(root);
    return root;
  });
  handover = createHandover(document);
});
afterEach(() => {
  handover.end();
  document.body.innerHTML = '';
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function click(text: string) {
  const button = roots
    .flatMap((root) => [...root.querySelectorAll('button')])
    .find(({ textContent }) => textContent === text);
  if (!button) throw new Error(`No ${text}`);
  const event = new MouseEvent('click', { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  button.dispatchEvent(event);
}
const isOnPage = () => roots.some((root) => root.host.isConnected);

test('a question ends by itself, so that the background can ask again', async () => {
  handover.survey(wanted);
  const waiting = handover.wait(shown(), 5_000);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await waiting).toEqual({ is: 'quiet' });
});

test('a field that appears is told, whatever else changes is not', async () => {
  handover.survey(wanted);
  const waiting = handover.wait(shown(), 60_000);
  const heard = vi.fn<() => void>();
  waiting.then(heard);
  document.body.append(document.createElement('p'));
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard).not.toHaveBeenCalled();
  document.body.insertAdjacentHTML('beforeend', token);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard).toHaveBeenCalledWith({ is: 'changed' });
});

test('the choice names the field, also when it falls between two questions', async () => {
  document.body.innerHTML = token + token;
  const { fields } = handover.survey(wanted);
  const keys = fields.map(({ key }) => key);
  const first = handover.wait(shown(keys), 1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await first).toEqual({ is: 'quiet' });
  click(`Field ${keys[1]}`);
  expect(await handover.wait(shown(keys), 1_000)).toEqual({ is: 'picked', key: keys[1] });
});

test('cancel takes all of ours off the page', async () => {
  handover.survey(wanted);
  const waiting = handover.wait(shown(), 5_000);
  expect(isOnPage()).toBe(true);
  click('Cancel');
  expect(await waiting).toEqual({ is: 'cancelled' });
  expect(isOnPage()).toBe(false);
});

test('a background that asks no more takes the card with it', async () => {
  handover.survey(wanted);
  const waiting = handover.wait(shown(), 1_000);
  await vi.advanceTimersByTimeAsync(1_000);
  await waiting;
  expect(isOnPage()).toBe(true);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(isOnPage()).toBe(false);
});

test('what the page took away gets nothing', () => {
  document.body.innerHTML = '<label>Service token <textarea></textarea></label>';
  const key = handover.survey(wanted).fields[0]?.key ?? -1;
  const field = document.querySelector('textarea');
  document.body.innerHTML = '';
  expect(handover.place(key, { text: 'secret', name: 'x.vpptoken' })).toBe('gone');
  expect(field?.value).toBe('');
  expect(handover.locate(key)).toBeNull();
  expect(handover.place(99, { text: 'secret', name: 'x.vpptoken' })).toBe('gone');
});
