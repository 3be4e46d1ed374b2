interface Fields {
  token?: unknown;
  expDate?: unknown;
  orgName?: unknown;
  extra?: unknown;
}

export const innerToken = Buffer.from(
  Uint8Array.from({ length: 64 }, (_, index) => (index * 37 + 11) % 256),
).toString('base64');

/** A `.vpptoken` text as Apple's portal gives it: Base64 of compact JSON on one line (reference section 2). */
export function makeToken(fields: Fields = {}, indent = 0): string {
  const whole = { token: innerToken, expDate: '2027-11-08T22:33:22+0000', orgName: 'ORG12345', ...fields };
  return Buffer.from(JSON.stringify(whole, null, indent), 'utf8').toString('base64');
}
