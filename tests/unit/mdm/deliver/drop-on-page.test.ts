// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { dropOnPage } from '../../../../lib/mdm/deliver/drop-on-page.ts';

const name = 'sToken_for_North.vpptoken';
/** The first element of the body. */
const path = [[0, 1, 0]];

afterEach(() => {
  document.body.innerHTML = '';
});

/** A zone that hears these events and cancels those of `cancels`; what was dropped on it. */
function makeZone(cancels: readonly string[]): string[] {
  document.body.innerHTML = '<div>Drag your token here</div>';
  const dropped: string[] = [];
  for (const type of ['dragenter', 'dragover', 'drop']) {
    document.querySelector('div')?.addEventListener(type, (event) => {
      if (cancels.includes(type)) event.preventDefault();
      if (type === 'drop') dropped.push(type);
    });
  }
  return dropped;
}

test.each([
  ['takes it', ['dragenter', 'dragover', 'drop'], true],
  ['lets itself be dragged over, and leaves the drop to the browser', ['dragenter', 'dragover'], false],
  ['hears nothing', [], false],
])('a zone that %s', (_, cancels, isTaken) => {
  const dropped = makeZone(cancels);
  expect(dropOnPage(location.origin, path, 'token', name)).toBe(isTaken);
  expect(dropped).toEqual(['drop']);
});

test('a document of another origin than the one that was looked through gets nothing', () => {
  const dropped = makeZone(['dragenter', 'dragover', 'drop']);
  expect(dropOnPage('https://console.example.org', path, 'token', name)).toBe(false);
  expect(dropped).toEqual([]);
});
