/**
 * Every failure that a person can meet, by who can mend it.
 * The texts stand in `locales/<language>/errors.json`, one title and one cure per code.
 */
const kinds = {
  // The admin's input or choice.
  'wrong-location': 'user',
  // Would replace a newer one of the same location; details.offered and details.linked are when the two end.
  'older-token': 'user',
  'passphrase-wrong': 'user',
  'passphrase-short': 'user',
  'candidate-gone': 'user',
  'vault-missing': 'user',
  'vault-locked': 'user',
  // Another window chose another way to keep tokens, or another passphrase, a moment before.
  'kept-otherwise': 'user',
  'token-missing': 'user',
  'missing-permission': 'user',
  // The browser refused even to ask the admin, for example by its organisation's policy.
  'permission-not-asked': 'user',
  'location-unknown': 'user',
  'too-many-captures': 'user',
  // A file or text that is no content token (lib/token/read-token.ts says which).
  'not-a-token': 'user',
  // A file that was chosen or dropped, and moved, changed or locked before it was read.
  'file-unread': 'user',
  // A file that is no backup of ours, or a damaged one.
  'backup-refused': 'user',
  // A token goes to console pages of MDMs alone, by HTTPS, and never to Apple's.
  'page-refused': 'user',
  'page-not-reached': 'user',
  'location-not-chosen': 'user',
  // What the organisation's IT decided (docs/POLICY.md).
  'refused-by-policy': 'user',
  // The cache says something else than when the plan was shown.
  'plan-changed': 'user',
  // What is given for ever, or all that is taken back, needs its number typed.
  'not-typed': 'user',
  'order-unknown': 'user',
  // Apple's answer or the way to it.
  expired: 'remote',
  revoked: 'remote',
  invalid: 'remote',
  unauthorized: 'remote',
  'not-allowed': 'remote',
  'legacy-token': 'remote',
  throttled: 'remote',
  maintenance: 'remote',
  server: 'remote',
  'service-removed': 'remote',
  offline: 'remote',
  'timed-out': 'remote',
  'not-json': 'remote',
  'unexpected-answer': 'remote',
  'bad-version': 'remote',
  'page-out-of-range': 'remote',
  'apple-refused': 'remote',
  'not-settled': 'remote',
  // The admin's MDM. Address and certificate, a firewall and a dead host all look alike (details.address).
  'mdm-unreachable': 'remote',
  'mdm-timed-out': 'remote',
  'mdm-permission': 'user',
  'mdm-sign-in': 'user',
  'sign-in-cancelled': 'user',
  'mdm-not-allowed': 'user',
  'mdm-throttled': 'remote',
  'mdm-record-gone': 'remote',
  // The record names another location; details.found and details.expected.
  'mdm-wrong-record': 'user',
  // It was sent, and now the record names another location: as above.
  'mdm-arrived-elsewhere': 'user',
  'mdm-duplicate': 'user',
  'mdm-held-elsewhere': 'user',
  // The record shows the token, and yet the MDM says that another management holds the location.
  'mdm-still-held': 'user',
  // The token was taken, and yet the MDM says that it has more than one record of the location.
  'mdm-doubled': 'user',
  'mdm-refused-token': 'remote',
  'mdm-refused': 'remote',
  'mdm-server': 'remote',
  'mdm-unexpected': 'remote',
  // Sent, but the record did not show the new end in time.
  'mdm-not-confirmed': 'remote',
  // It was stopped after it was sent, or may have been.
  'mdm-unproven': 'user',
  // The admin was to save it on the console's page, and the record did not show the new end in time.
  'mdm-not-saved': 'user',
  // A field of the form (details.field) is missing or not right.
  'mdm-settings': 'user',
  'mdm-unknown': 'user',
  // Its settings changed while a token was under way.
  'mdm-changed': 'user',
  'mdm-cannot': 'user',
  'delivery-gone': 'user',
  // The location's token was renewed before the admin said where the one before goes.
  'delivery-outdated': 'user',
  // This computer.
  'storage-full': 'user',
  'storage-broken': 'remote',
  // An older version of the extension met the database of a newer one.
  'storage-newer': 'user',
  'no-worker': 'remote',
  cancelled: 'user',
  // Ours.
  'bad-message': 'bug',
  'forbidden-sender': 'bug',
  bug: 'bug',
} as const;

export type ErrorCode = keyof typeof kinds;
export type ErrorKind = (typeof kinds)[ErrorCode];
export type ErrorDetails = Readonly<Record<string, string | number | boolean>>;

/** What leaves a failed call: plain data, safe to show, to store and to send. Holds no secret. */
export interface Failure {
  code: ErrorCode;
  details?: ErrorDetails;
}

/** Not Apple's answer: the sign-in page of a network, which is gone once somebody has signed in, or a filter. */
export function isWebPage({ code, details }: Failure): boolean {
  return code === 'not-json' && details?.page === true;
}

/** The one error class. `details` are shown to people and logged: never put a secret in them. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.details = details;
  }

  get kind(): ErrorKind {
    return kinds[this.code];
  }
}

/** Whether a caught error is ours and of this kind. */
export function isCode(error: unknown, code: ErrorCode): error is AppError {
  return error instanceof AppError && error.code === code;
}

/** The error of ours that was thrown, also from within a database, which wraps it. */
export function findAppError(error: unknown): AppError | undefined {
  for (let at = error, depth = 0; at && depth < 5; depth += 1) {
    if (at instanceof AppError) return at;
    at = typeof at === 'object' && 'inner' in at ? at.inner : undefined;
  }
  return undefined;
}

/** Anything thrown becomes data. What is not ours is a bug, told by its name alone: its message may hold anything. */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, details: error.details };
  return { code: 'bug', details: { name: errorName(error) } };
}

/** The kind of anything thrown. A name can be set to any text, so only what looks like one is told. */
export function errorName(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return /^[A-Za-z]{0,40}(Error|Exception)$/.test(error.name) ? error.name : 'Error';
}
