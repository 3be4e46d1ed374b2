import { describe, expect, it } from 'vitest';
import { reportOf, wordsForFailure, wordsForRefusal } from '../../../../components/ui/failure-words.ts';
import type { NotAToken } from '../../../../lib/token/content-token.ts';
import errors from '../../../../locales/en/errors.json';

const refusals: Record<NotAToken, true> = {
  empty: true,
  'too-large': true,
  'server-token-p7m': true,
  'private-key-pem': true,
  'inner-token': true,
  html: true,
  csv: true,
  json: true,
  binary: true,
  'damaged-base64': true,
  'damaged-json': true,
  'missing-fields': true,
  'bad-expiry': true,
  other: true,
};

describe('texts of failures', () => {
  // That every code has its texts is held by the types; here, that none is said in another's words.
  it('gives every failure its own title, and a cure with each title', () => {
    const titles = Object.entries(errors).filter(([key]) => key.endsWith('.title'));
    const general = titles.filter(([key]) => !key.startsWith('not-a-token.'));
    expect(new Set(general.map(([, text]) => text)).size).toBe(general.length);
    for (const [key] of titles) expect(errors).toHaveProperty([key.replace(/title$/, 'cure')]);
  });

  it.each(Object.keys(refusals))('the refusal %s is told by its kind', (reason) => {
    const words = wordsForFailure({ code: 'not-a-token', details: { reason } });
    expect(words).not.toEqual(wordsForFailure({ code: 'not-a-token' }));
    expect(words.title).not.toContain('not-a-token.');
  });

  it('tells a fault of Apple from a web page that came instead', () => {
    const page = wordsForFailure({ code: 'server', details: { status: 502, page: true } });
    expect(page).not.toEqual(wordsForFailure({ code: 'server', details: { status: 502 } }));
    expect(page.title).toContain('502');
  });

  it('names what was given instead of a content token', () => {
    expect(wordsForRefusal('server-token-p7m').title).toContain('.p7m');
    expect(wordsForRefusal('private-key-pem').title).toContain('.pem');
  });
});

describe('reportOf', () => {
  it('holds code, details and version, each on its line', () => {
    const report = reportOf({ code: 'revoked', details: { errorNumber: 9625 } }, '1.2.3', 0);
    expect(report.split('\n')).toEqual([
      'Orchardist 1.2.3',
      '1970-01-01T00:00:00.000Z',
      'code: revoked',
      'errorNumber: 9625',
    ]);
  });
});
