import { AppError, type ErrorCode, type ErrorDetails } from '../platform/errors.ts';
import { readRetryAfter } from '../platform/retry-after.ts';

/** What Apple's numbers mean for the admin (reference 7.2). All others are `apple-refused`. */
const codeByNumber: ReadonlyMap<number, ErrorCode> = new Map([
  [9601, 'unauthorized'],
  [9603, 'server'],
  [9621, 'expired'],
  [9622, 'invalid'],
  [9625, 'revoked'],
  [9634, 'service-removed'],
  [9637, 'not-allowed'],
  [9644, 'maintenance'],
  [9646, 'throttled'],
  [9647, 'legacy-token'],
  [9650, 'page-out-of-range'],
  [9721, 'bad-version'],
  [9722, 'invalid'],
  [9729, 'maintenance'],
]);

/** What a number means, whether it came as an answer or in an event (reference 7.1). */
export function codeOfNumber(errorNumber: number): ErrorCode {
  return codeByNumber.get(errorNumber) ?? 'apple-refused';
}

/** An HTTP answer with its body as text. */
export interface TextAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * The JSON of an answer that is no error. The error number comes before the HTTP status, because Apple may
 * send an error with HTTP 200 (reference 0.4, 7.4).
 * @param secret a text that must not reach an error: the token of the request
 * @throws AppError with `details` {status, errorNumber?, message?, retryAt?, page?}; `page` when a web page came
 */
export function readAnswer(answer: TextAnswer, now: number, secret?: string): unknown {
  const { status } = answer;
  const body = parseJson(answer.text);
  const details = answerDetails(answer, now);
  if (body === undefined) {
    const page = /^\s*</.test(answer.text) ? { page: true } : {};
    throw new AppError(codeOfStatus(status) ?? 'not-json', { ...details, ...page });
  }
  const errorNumber = readErrorNumber(body);
  if (errorNumber !== undefined) {
    const code = codeByNumber.get(errorNumber) ?? codeOfStatus(status) ?? 'apple-refused';
    throw new AppError(code, { ...details, errorNumber, ...messageOf(body, secret) });
  }
  if (status >= 200 && status < 300) return body;
  throw new AppError(codeOfStatus(status) ?? (status === 410 ? 'service-removed' : 'apple-refused'), details);
}

/** What the status alone tells, whatever the body is. */
function codeOfStatus(status: number): ErrorCode | undefined {
  if (status === 401) return 'unauthorized';
  if (status === 429) return 'throttled';
  if (status === 503) return 'maintenance';
  return status >= 500 ? 'server' : undefined;
}

/** Status and, on anything but success, the time that Apple asks us to wait for. */
export function answerDetails(answer: Pick<TextAnswer, 'status' | 'headers'>, now: number): ErrorDetails {
  const retryAt = answer.status >= 300 ? readRetryAfter(answer.headers.get('retry-after'), now) : undefined;
  return retryAt === undefined ? { status: answer.status } : { status: answer.status, retryAt };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON: the caller says so with the status.
    return undefined;
  }
}

function readErrorNumber(body: unknown): number | undefined {
  const value = readField(body, 'errorNumber');
  return typeof value === 'number' && Number.isInteger(value) ? value : undefined;
}

function messageOf(body: unknown, secret: string | undefined): ErrorDetails {
  const message = readField(body, 'errorMessage');
  if (typeof message !== 'string' || message === '' || mayHoldSecret(message, secret)) return {};
  return { message: message.slice(0, 200) };
}

function readField(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name)
    ? Reflect.get(body, name)
    : undefined;
}

const shownAtMost = 8;

/** True for a piece of the secret, and for any long run of Base64 or hex: inner tokens, invite codes. */
function mayHoldSecret(message: string, secret: string | undefined): boolean {
  if (/[A-Za-z0-9+/=_-]{20,}/.test(message)) return true;
  if (secret === undefined) return false;
  for (let start = 0; start + shownAtMost <= message.length; start++) {
    if (secret.includes(message.slice(start, start + shownAtMost))) return true;
  }
  return false;
}
