// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { fillText } from '../../../../lib/mdm/page/fill.ts';
import { pathOf } from '../../../../lib/mdm/page/walk.ts';

const file = { text: 'eyJ0b2tlbiI6IngifQ==', name: 'sToken_for_North.vpptoken' };

afterEach(() => {
  document.body.innerHTML = '';
});

test.each(['textarea', 'input'])(
  'a framework that laid its own setter over the value of a %s hears of it',
  (tag) => {
    document.body.innerHTML = `<form><${tag}></${tag}></form>`;
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(tag);
    if (!field) throw new Error('No field');
    // As React's tracker: what was set through it is not news to it.
    let tracked = '';
    const native = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
    Object.defineProperty(field, 'value', {
      configurable: true,
      get: () => native?.get?.call(field),
      set(value: string) {
        tracked = value;
        native?.set?.call(field, value);
      },
    });
    const heard: string[] = [];
    for (const type of ['input', 'change']) {
      document.addEventListener(type, () => field.value !== tracked && heard.push(type), { once: true });
    }
    expect(fillText(field, file)).toBe(true);
    expect(heard).toEqual(['input', 'change']);
    expect(field.value).toBe(file.text);
  },
);

test('a form is never sent', () => {
  document.body.innerHTML = '<form><textarea></textarea><button>Save</button></form>';
  const submit = vi.fn((event: Event) => event.preventDefault());
  document.querySelector('form')?.addEventListener('submit', submit);
  const field = document.querySelector('textarea');
  if (field) fillText(field, file);
  expect(submit).not.toHaveBeenCalled();
});

test('what is no field takes nothing', () => {
  expect(fillText(document.createElement('div'), file)).toBe(false);
});

test('a path leads through shadow roots', () => {
  document.body.innerHTML = '<p></p><div id="host"></div>';
  const host = document.querySelector('#host');
  const root = host?.attachShadow({ mode: 'open' });
  if (!host || !root) throw new Error('No root');
  root.innerHTML = '<i></i><section><b></b><u></u></section>';
  const target = root.querySelector('u');
  if (!target) throw new Error('No target');
  const [outer, inner] = pathOf(target);
  expect(inner).toEqual([1, 1]);
  let found: ParentNode | undefined = document;
  for (const step of outer ?? []) found = found?.children[step];
  expect(found).toBe(host);
});
