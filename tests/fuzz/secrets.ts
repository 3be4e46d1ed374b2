/** Texts that must never be told again: a token, its inner part, an invite code, a passphrase. Long, and like nothing else. */
export const inner = Buffer.from(
  Uint8Array.from({ length: 64 }, (_, index) => (index * 37 + 11) % 256),
).toString('base64');

export const token = Buffer.from(
  JSON.stringify({ token: inner, expDate: '2027-11-08T22:33:22+0000', orgName: 'ORG12345' }),
).toString('base64');

export const inviteCode = 'q7Zk3VbXw9Lr2Nf8TgYh5Jc6Md4Ps1Ue0';

export const passphrase = 'wolkig#Quitte~Mauersegler!Zinn%93';

export const secrets: readonly string[] = [token, inner, inviteCode, passphrase];
