/**
 * An invitation as a draft that Outlook, Thunderbird and Apple Mail open: RFC 5322 with the encodings of RFC 2045 and
 * 2047, in ASCII alone. Every text goes in encoded, so that no name can add a header. Pure.
 */
import { toBase64 } from '../platform/base64.ts';
import { type InvitationTexts, type Invitee, oneLine } from './invitation-text.ts';
import { isEmail } from './is-email.ts';

const lineEnd = '\r\n';
/** Bytes of text in one encoded word: with what is around it, it stays below 75 letters (RFC 2047, 2). */
const MOST_IN_WORD = 45;
/** Bytes in a line of 76 letters (RFC 2045, 6.8). */
const BYTES_A_LINE = 57;

const encoder = new TextEncoder();

/**
 * @param at the date of the draft, in milliseconds since the epoch; the mail program sets sender and date as it sends
 * @returns undefined without an address that mail takes in ASCII
 */
export function getEml(
  { email, name }: Pick<Invitee, 'email' | 'name'>,
  { subject, body }: InvitationTexts,
  at: number,
): string | undefined {
  if (email === undefined || !isEmail(email) || !/^[\x21-\x7e]+$/.test(email)) return undefined;
  const person = oneLine(name ?? '');
  const to = person === '' ? email : `${encodeWords(person, 'To: '.length)}${lineEnd} <${email}>`;
  return [
    // Outlook opens it as a draft of one's own.
    'X-Unsent: 1',
    `Date: ${writeDate(at)}`,
    `To: ${to}`,
    `Subject: ${encodeWords(oneLine(subject), 'Subject: '.length)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    encodeBody(body),
    '',
  ].join(lineEnd);
}

/** Encoded words, one a line; plain words as they are. @param used letters of the first line before them */
function encodeWords(text: string, used: number): string {
  if (/^[A-Za-z0-9]+( [A-Za-z0-9]+)*$/.test(text) && text.length + used <= 76) return text;
  const words: string[] = [];
  let word: number[] = [];
  let most = MOST_IN_WORD - used;
  for (const character of text.toWellFormed()) {
    const bytes = encoder.encode(character);
    if (word.length + bytes.length > most) {
      words.push(writeWord(word));
      word = [];
      most = MOST_IN_WORD;
    }
    word.push(...bytes);
  }
  words.push(writeWord(word));
  // Blanks between encoded words are none of the text.
  return words.join(`${lineEnd} `);
}

const writeWord = (bytes: readonly number[]) => `=?UTF-8?B?${toBase64(Uint8Array.from(bytes))}?=`;

function encodeBody(text: string): string {
  const bytes = encoder.encode(text.toWellFormed().replace(/\r\n?|\n/g, lineEnd));
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += BYTES_A_LINE)
    lines.push(toBase64(bytes.subarray(at, at + BYTES_A_LINE)));
  return lines.join(lineEnd);
}

/** Such as "Fri, 27 Nov 2026 23:45:00 +0000". */
function writeDate(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}
