import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CalendarEntry, writeCalendar } from '../../../../components/tokens/calendar-file.ts';

const entry: CalendarEntry = {
  uId: '2049025000431439',
  endsAt: Date.UTC(2030, 10, 8, 22, 33, 22),
  linkedAt: Date.UTC(2029, 10, 8),
  title: 'The token of North Campus ends',
  text: 'Download a new one.\nThen renew.',
  address: 'https://school.apple.com/#/main/preferences/paymentsandbilling/appsandbooks',
};
const now = Date.UTC(2030, 0, 2, 3, 4, 5, 678);
const write = (change: Partial<CalendarEntry> = {}, days = [30, 1]) =>
  writeCalendar([{ ...entry, ...change }], days, now);
/** Lines as a calendar reads them: folds taken out (RFC 5545, 3.1). */
const unfold = (file: string) => file.replaceAll('\r\n ', '').split('\r\n').slice(0, -1);
/** A text as a calendar shows it (3.3.11). */
const asShown = (text: string) =>
  text.replace(/\\([\\;,nN])/g, (_, mark: string) => (mark.toLowerCase() === 'n' ? '\n' : mark));
const valueIn = (file: string, name: string) =>
  unfold(file)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1);

describe('the calendar file', () => {
  it('is one event at the end of the token, with a reminder at each warning day', () => {
    expect(unfold(write())).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Orchardist//Token ends//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:token-end-2049025000431439@orchardist.app',
      'DTSTAMP:20300102T030405Z',
      'DTSTART:20301108T223322Z',
      `SEQUENCE:${entry.linkedAt / 60_000}`,
      'SUMMARY:The token of North Campus ends',
      'DESCRIPTION:Download a new one.\\nThen renew.',
      `URL:${entry.address}`,
      'TRANSP:TRANSPARENT',
      ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:The token of North Campus ends'],
      ...['TRIGGER:-P30D', 'END:VALARM'],
      ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'DESCRIPTION:The token of North Campus ends'],
      ...['TRIGGER:-P1D', 'END:VALARM'],
      'END:VEVENT',
      'END:VCALENDAR',
    ]);
  });

  it('keeps its name over renewals and counts them up, so that a calendar moves the event', () => {
    const later = write({ endsAt: entry.endsAt + 1, linkedAt: entry.linkedAt + 60_000 });
    expect(valueIn(later, 'UID')).toBe(valueIn(write(), 'UID'));
    expect(Number(valueIn(later, 'SEQUENCE'))).toBeGreaterThan(Number(valueIn(write(), 'SEQUENCE')));
  });

  it('holds several locations', () => {
    const file = writeCalendar([entry, { ...entry, uId: '2' }], [7], now);
    expect(unfold(file).filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2);
  });

  it('never lets a text break out of its line, folds by octets, and loses no character', () => {
    const nasty = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => `${text};,\\\r\nEND:VEVENT`);
    fc.assert(
      fc.property(nasty, (title) => {
        const file = write({ title, text: title, uId: title });
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(unfold(file).filter((line) => line === 'END:VEVENT')).toHaveLength(1);
        expect(unfold(file)).toHaveLength(unfold(write()).length);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: a text may not hold them
        const plain = title.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ');
        expect(asShown(valueIn(file, 'SUMMARY') ?? '')).toBe(plain);
      }),
    );
  });
});
