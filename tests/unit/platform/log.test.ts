import { afterEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../lib/platform/errors.ts';
import { logBug } from '../../../lib/platform/log.ts';

const secret = 'eyJ0b2tlbiI6InNlY3JldCJ9';

afterEach(() => vi.restoreAllMocks());

/** What the console gets of an error with this stack. */
function logged(error: unknown): string {
  const line = vi.spyOn(console, 'error').mockImplementation(() => {});
  logBug('sync', error);
  return line.mock.calls.flat().map(String).join('\n');
}

const withStack = (message: string, stack: string) => Object.assign(new TypeError(message), { stack });

describe('the log', () => {
  it('keeps the frames of Chromium and leaves the message out, however many lines it has', () => {
    const frames = [
      '    at seal (chrome-extension://abcdef/background.js:3:1201)',
      '    at async chrome-extension://abcdef/background.js:7:42',
    ];
    const message = `failed for ${secret}\nat ${secret}\n  at the door of ${secret}`;
    const text = logged(withStack(message, `TypeError: ${message}\n${frames.join('\n')}`));
    expect(text).toBe(`sync: TypeError\n${frames.join('\n')}`);
  });

  it('keeps the frames of Firefox', () => {
    const frames = [
      'seal@moz-extension://0a1b/background.js:3:1201',
      '@moz-extension://0a1b/background.js:7:42',
    ];
    const text = logged(withStack(secret, `${frames.join('\n')}\n`));
    expect(text).toBe(`sync: TypeError\n${frames.join('\n')}`);
  });

  it.each([
    `    at ${secret}:1:2`,
    `    at fetch (https://vpp.itunes.apple.com/x?t=${secret}:1:2)`,
    `    at x (chrome-extension://abcdef/${secret} ${secret}:1:2)`,
    `${secret}@moz-extension://0a1b/ ${secret}:1:2`,
  ])('leaves out a line of the message that looks like a frame: %s', (line) => {
    expect(logged(withStack(line, `TypeError: ${line}\n${line}`))).not.toContain(secret);
  });

  it.each([secret, { secret }, undefined, null])('tells of %j, which is no error, by its type', (thrown) => {
    expect(logged(thrown)).toBe(`sync: ${typeof thrown}\n`);
  });

  it('does not follow a cause', () => {
    const text = logged(new AppError('storage-broken', {}, new Error(secret)));
    expect(text).toContain('AppError');
    expect(text).not.toContain(secret);
  });

  it('does not trust an error’s own name', () => {
    expect(logged(Object.assign(new Error('x'), { name: `Error for ${secret}` }))).not.toContain(secret);
  });
});
