import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import jsQR from 'jsqr';
import { describe, expect, test } from 'vitest';
import { getEml } from '../../../lib/people/invitation-eml.ts';
import { getMailto, mostMailto } from '../../../lib/people/invitation-mailto.ts';
import { writeMergeCsv } from '../../../lib/people/invitation-merge.ts';
import { drawQr, makeSheetEntry } from '../../../lib/people/invitation-sheet.ts';
import { checkTexts, fillTexts, type Invitee, invitationTexts } from '../../../lib/people/invitation-text.ts';
import { mostInZip, zipDrafts } from '../../../lib/people/invitation-zip.ts';
import { isEmail } from '../../../lib/people/is-email.ts';
import { readCsv } from '../../../lib/people/read-csv.ts';

const code = '46bc93ea3acd41e0a4919c02db0d7d3a';
const link = `https://buy.itunes.apple.com/WebObjects/MZFinance.woa/wa/associateVPPUserWithITSAccount?inviteCode=${code}&mt=8`;
const anna: Invitee = { clientUserId: 'u-1', email: 'anna@example.com', name: 'Anna Bell', link };
const at = Date.UTC(2026, 10, 27, 23, 45);

/** What an attacker who can choose a name in a school's system would try. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        'Bcc: x@evil.example',
        ' ',
        '\u2028',
        '=?UTF-8?B?',
        '?=',
        '"',
        '<',
        '>',
        ',',
        'é',
        '😀',
        '{link}',
        '{name}',
        '\0',
      ),
    )
    .map((parts) => parts.join('')),
);

describe('the text', () => {
  const languages = Object.entries(invitationTexts);
  test.each(languages)('in %s is whole, and fits a mailto', (_, texts) => {
    expect(checkTexts(texts)).toEqual([]);
    const filled = fillTexts(texts, 'Springfield Elementary School', anna);
    expect(filled.body).toContain('Anna Bell');
    expect(filled.body).toContain(link);
    expect(filled.subject).toContain('Springfield Elementary School');
    expect(getMailto(anna, filled)).toMatchObject({ isShortened: false });
  });

  test('says what is wrong with it', () => {
    expect(checkTexts({ subject: ' ', body: 'Hello {nmae}' })).toEqual([
      { kind: 'no-link' },
      { kind: 'no-subject' },
      { kind: 'unknown-placeholder', name: 'nmae' },
    ]);
    expect(checkTexts({ subject: '{link}', body: '{link}' })).toEqual([{ kind: 'link-in-subject' }]);
  });

  test('calls a person without a name by what there is', () => {
    const texts = { subject: 's', body: '{name}' };
    expect(fillTexts(texts, 'O', { clientUserId: 'u-1', email: 'a@b.example', link }).body).toBe(
      'a@b.example',
    );
    expect(fillTexts(texts, 'O', { clientUserId: 'u-1', link }).body).toBe('u-1');
  });

  test('is filled once: a name brings in no link, no line and no text of ours', () => {
    fc.assert(
      fc.property(hostile, hostile, (name, organisation) => {
        const texts = { subject: '{organisation}', body: 'a {name} b\n{link}' };
        const { subject, body } = fillTexts(texts, organisation, { ...anna, name });
        expect(subject).not.toMatch(/[\r\n]/);
        expect(subject).not.toContain(code);
        expect(body.split('\n')).toHaveLength(2);
        expect(body.split(link)).toHaveLength(2);
      }),
    );
  });
});

describe('a mailto', () => {
  test('reads back as address, subject and text', () => {
    fc.assert(
      fc.property(hostile, hostile, (subject, body) => {
        const mailto = getMailto(anna, { subject, body });
        if (!mailto) return;
        expect(mailto.url.length).toBeLessThanOrEqual(mostMailto);
        const url = new URL(mailto.url);
        expect(url.pathname).toBe('anna@example.com');
        expect([...url.searchParams.keys()]).toEqual(['subject', 'body']);
        if (!mailto.isShortened) expect(url.searchParams.get('body')).toBe(body.replace(/\r\n?|\n/g, '\r\n'));
      }),
    );
  });

  test('keeps the link when the text is too long, and gives up rather than cut it', () => {
    const long = { subject: 'Invitation', body: `${'語'.repeat(400)}${link}` };
    const mailto = getMailto(anna, long);
    expect(mailto?.isShortened).toBe(true);
    expect(new URL(mailto?.url ?? '').searchParams.get('body')).toBe(link);
    expect(getMailto(anna, { ...long, subject: '語'.repeat(400) })).toBeUndefined();
  });

  test('has no second address and no header in it', () => {
    expect(getMailto({ link }, { subject: 's', body: link })).toBeUndefined();
    expect(
      getMailto({ email: 'a@b.example,c@d.example', link }, { subject: 's', body: link }),
    ).toBeUndefined();
    const odd = getMailto({ email: 'a?bcc=x&y%40z@b.example', link }, { subject: 's', body: link });
    expect(new URL(odd?.url ?? '').searchParams.has('bcc')).toBe(false);
  });
});

/** Header fields, unfolded, and the decoded text: as a mail program reads it. */
function readEml(eml: string) {
  const [head = '', body = ''] = eml.split(/\r\n\r\n(.*)/s);
  const fields = head
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')
    .map((line) => /^([^:]+): (.*)$/.exec(line)?.slice(1) ?? ['broken', line]);
  const decode = (text: string) =>
    text
      .replace(/\?= (?==\?)/g, '?=')
      .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_, word: string) => Buffer.from(word, 'base64').toString());
  return {
    names: fields.map(([name]) => name),
    field: (name: string) => decode(fields.find(([one]) => one === name)?.[1] ?? ''),
    body: Buffer.from(body, 'base64').toString(),
  };
}

describe('a draft', () => {
  const names = [
    ...['X-Unsent', 'Date', 'To', 'Subject', 'MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
  ];

  test('says who, what and when', () => {
    const eml = getEml(anna, { subject: 'Einladung für Sie', body: 'Grüße\n' }, at) ?? '';
    const read = readEml(eml);
    expect(read.names).toEqual(names);
    expect(read.field('X-Unsent')).toBe('1');
    expect(read.field('To')).toBe('Anna Bell <anna@example.com>');
    expect(read.field('Subject')).toBe('Einladung für Sie');
    expect(read.field('Date')).toBe('Fri, 27 Nov 2026 23:45:00 +0000');
    expect(read.body).toBe('Grüße\r\n');
  });

  test('has the same headers and its own text whatever stands in name, subject and text', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (name, subject, body) => {
        const eml = getEml({ email: 'a@b.example', name }, { subject, body }, at) ?? '';
        const read = readEml(eml);
        expect(read.names).toEqual(names);
        expect(eml).toMatch(/^[\x20-\x7e\r\n]+$/);
        for (const line of eml.split('\r\n')) {
          expect(line).not.toMatch(/[\r\n]/);
          expect(line.length).toBeLessThanOrEqual(78);
        }
        for (const word of eml.match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? []) {
          expect(word.length).toBeLessThanOrEqual(75);
          // No character is cut in two.
          expect(Buffer.from(word.slice(10, -2), 'base64').toString()).not.toContain('\uFFFD');
        }
        expect(read.field('To')).toMatch(/a@b\.example>?$/);
        const plain = subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
        expect(read.field('Subject')).toBe(plain);
        expect(read.body).toBe(body.replace(/\r\n?|\n/g, '\r\n'));
      }),
      { numRuns: 500 },
    );
  });

  test('goes to nobody but a plain address', () => {
    fc.assert(
      fc.property(hostile, (email) => {
        const eml = getEml({ email }, { subject: 's', body: 'b' }, at);
        expect(eml === undefined || isEmail(email)).toBe(true);
      }),
    );
    for (const email of [
      'a@b.example\r\nBcc: x@y.example',
      'a@b.example, x@y.example',
      'ä@b.example',
      undefined,
    ])
      expect(
        getEml({ ...(email !== undefined && { email }) }, { subject: 's', body: 'b' }, at),
      ).toBeUndefined();
  });
});

test('drafts leave together, each under a name of its own, in files that a mail program can bear', () => {
  const draft = (email: string) => ({ email, eml: `To: ${email}\r\n` });
  const [only, ...none] = [...zipDrafts(['a@b.example', 'a@b.example', '../c/d*@e.example'].map(draft), at)];
  expect(none).toEqual([]);
  const files = unzipSync(only ?? new Uint8Array());
  expect(Object.keys(files)).toEqual([
    '00001 a@b.example.eml',
    '00002 a@b.example.eml',
    '00003 .._c_d_@e.example.eml',
  ]);
  expect(strFromU8(files['00002 a@b.example.eml'] ?? new Uint8Array())).toBe('To: a@b.example\r\n');
  const many = Array.from({ length: mostInZip + 1 }, (_, index) => draft(`p${index}@b.example`));
  expect([...zipDrafts(many, at)].map((zip) => Object.keys(unzipSync(zip)).length)).toEqual([mostInZip, 1]);
});

test('a mail merge reads back as it was, and runs nothing', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 5 }), (names) => {
      const text = writeMergeCsv(
        'School',
        names.map((name) => ({ ...anna, name })),
      );
      const { rows, problems } = readCsv(text);
      expect(problems).toEqual([]);
      expect(rows[0]?.cells).toEqual(['Email', 'Name', 'Organisation', 'Link', 'ClientUserId']);
      expect(rows.slice(1).map(({ cells }) => cells)).toEqual(
        names.map((name) => ['anna@example.com', name.toWellFormed(), 'School', link, 'u-1']),
      );
    }),
  );
  expect(writeMergeCsv('=cmd()', [anna])).toContain("'=cmd()");
});

describe('the sheet', () => {
  test('has a code that a camera reads as the link', () => {
    const { title, qr } = makeSheetEntry(anna);
    expect(title).toBe('Anna Bell');
    expect(scan(qr)).toBe(link);
  });

  test('for any text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 60 }), (text) => {
        expect(scan(drawQr(text))).toBe(text);
      }),
      { numRuns: 20 },
    );
  });
});

/** Paints the path, four pixels a module, and reads it as a camera's picture. */
function scan({ size, path }: { size: number; path: string }): string | undefined {
  const scale = 4;
  const width = size * scale;
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x = '', y = '', w = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let py = Number(y) * scale; py < (Number(y) + 1) * scale; py++)
      pixels.fill(
        0,
        (py * width + Number(x) * scale) * 4,
        (py * width + (Number(x) + Number(w)) * scale) * 4,
      );
  for (let at = 3; at < pixels.length; at += 4) pixels[at] = 255;
  return jsQR(pixels, width, width)?.data;
}
