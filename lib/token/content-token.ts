/** A content token as read from a `.vpptoken` file or text (reference section 2). */
export interface ContentToken {
  /** The whole Base64 text as downloaded, outer white space trimmed. This is the bearer. */
  text: string;
  orgName: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** Files and texts that people take for a content token, told apart by kind; each has its own text. */
export type NotAToken =
  | 'empty'
  | 'too-large'
  | 'server-token-p7m'
  | 'private-key-pem'
  | 'inner-token'
  | 'html'
  | 'csv'
  | 'json'
  | 'binary'
  | 'damaged-base64'
  | 'damaged-json'
  | 'missing-fields'
  | 'bad-expiry'
  | 'other';

export type TokenReading = { ok: true; token: ContentToken } | { ok: false; reason: NotAToken };
