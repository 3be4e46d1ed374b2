import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../../lib/apple/errors.ts';
import { AppError } from '../../../lib/platform/errors.ts';

const now = Date.UTC(2026, 0, 1);
const token = Buffer.from('{"token":"c2VjcmV0LWlubmVyLXRva2Vu","expDate":"x","orgName":"ORG"}').toString(
  'base64',
);

function refusal(status: number, body: unknown, headers: Record<string, string> = {}): AppError {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  try {
    readAnswer({ status, headers: new Headers(headers), text }, now, token);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('was taken for a success');
}

describe('readAnswer', () => {
  it.each([
    [9621, 401, 'expired'],
    [9625, 401, 'revoked'],
    [9622, 401, 'invalid'],
    [9722, 401, 'invalid'],
    [9601, 401, 'unauthorized'],
    [9999, 401, 'unauthorized'],
    [9637, 403, 'not-allowed'],
    [9647, 403, 'legacy-token'],
    [9646, 429, 'throttled'],
    [9999, 429, 'throttled'],
    [9644, 400, 'maintenance'],
    [9729, 503, 'maintenance'],
    [9603, 500, 'server'],
    [9999, 502, 'server'],
    [9634, 410, 'service-removed'],
    [9721, 400, 'bad-version'],
    [9650, 400, 'page-out-of-range'],
    [9602, 400, 'apple-refused'],
    [9708, 400, 'apple-refused'],
    [9609, 400, 'apple-refused'],
  ])('number %i with HTTP %i is %s', (errorNumber, status, code) => {
    const error = refusal(status, { errorNumber, errorMessage: 'Apple says no.', errorInfo: {} });
    expect(error.code).toBe(code);
    expect(error.details).toEqual({ errorNumber, status, message: 'Apple says no.' });
  });

  it.each([
    [9621, 'expired'],
    [9622, 'invalid'],
    [9646, 'throttled'],
    [9999, 'apple-refused'],
  ])('the number %i counts with HTTP 200 too', (errorNumber, code) => {
    expect(refusal(200, { errorNumber })).toMatchObject({ code, details: { errorNumber, status: 200 } });
  });

  it.each([
    [401, 'unauthorized'],
    [429, 'throttled'],
    [500, 'server'],
    [502, 'server'],
    [503, 'maintenance'],
    [200, 'not-json'],
    [403, 'not-json'],
    [404, 'not-json'],
  ])('HTML with HTTP %i is %s', (status, code) => {
    expect(refusal(status, '<html>Hello</html>')).toMatchObject({ code, details: { status, page: true } });
    expect(refusal(status, 'Hello').details).not.toHaveProperty('page');
    expect(refusal(status, '')).toMatchObject({ code });
  });

  it.each([
    [400, 'apple-refused'],
    [403, 'apple-refused'],
    [410, 'service-removed'],
    [503, 'maintenance'],
  ])('JSON without a number and HTTP %i is %s', (status, code) => {
    expect(refusal(status, { hello: 1 }).code).toBe(code);
  });

  it('keeps the time of Retry-After in both forms, on 429, 5xx and 3xx', () => {
    const cases: [number, string, number][] = [
      [429, '120', 120_000],
      [503, 'Thu, 01 Jan 2026 00:01:30 GMT', 90_000],
      [500, '0', 0],
      [300, '7', 7_000],
      [502, 'Wed, 31 Dec 2025 00:00:00 GMT', 0],
      [503, '99999999999', 24 * 3_600_000],
    ];
    for (const [status, header, wait] of cases) {
      expect(refusal(status, 'busy', { 'retry-after': header }).details.retryAt).toBe(now + wait);
    }
  });

  it.each(['', 'soon', '-5', '1.5'])('ignores the Retry-After "%s"', (header) => {
    expect(refusal(503, 'busy', { 'retry-after': header }).details).toEqual({ status: 503 });
  });

  it('cuts a long message and drops one that may quote a secret', () => {
    const long = 'no '.repeat(100);
    expect(String(refusal(400, { errorNumber: 9602, errorMessage: long }).details.message)).toHaveLength(200);
    for (const piece of [
      token,
      token.slice(10, 20),
      'c2VjcmV0LWlubmVyLXRva2Vu',
      '46bc93ea3acd41e0a4919c02db0d7d3a',
    ]) {
      const error = refusal(401, { errorNumber: 9622, errorMessage: `Bad token ${piece}.` });
      expect(error.details).toEqual({ errorNumber: 9622, status: 401 });
    }
  });

  it('keeps nothing of the body but number and message', () => {
    const error = refusal(400, { errorNumber: 9609, errorInfo: { clientUserIds: ['someone'] }, token });
    expect(JSON.stringify(error.details)).toBe('{"status":400,"errorNumber":9609}');
  });

  it('returns the body of a success', () => {
    expect(readAnswer({ status: 200, headers: new Headers(), text: '{"a":1}' }, now)).toEqual({ a: 1 });
  });
});
