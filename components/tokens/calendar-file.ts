/** A calendar file with the end of each token (RFC 5545). Pure; no secret in it. */
export interface CalendarEntry {
  /** The same for every token of a location, so that a later file moves the date. */
  uId: string;
  /** Milliseconds since the epoch. */
  endsAt: number;
  /** When this token came: a calendar takes the higher number (3.8.7.4). */
  linkedAt: number;
  title: string;
  text: string;
  /** Apple's portal. */
  address?: string;
}

/**
 * @param days before the end at which the calendar reminds
 * @param now milliseconds since the epoch
 */
export function writeCalendar(
  entries: readonly CalendarEntry[],
  days: readonly number[],
  now: number,
): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Orchardist//Token ends//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...entries.flatMap((entry) => eventLines(entry, days, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join('');
}

function eventLines(entry: CalendarEntry, days: readonly number[], now: number): string[] {
  const title = escapeText(entry.title);
  return [
    'BEGIN:VEVENT',
    `UID:token-end-${entry.uId.replace(/[^\w.-]/g, '_')}@orchardist.app`,
    `DTSTAMP:${writeUtc(now)}`,
    `DTSTART:${writeUtc(entry.endsAt)}`,
    `SEQUENCE:${Math.max(0, Math.floor(entry.linkedAt / 60_000))}`,
    `SUMMARY:${title}`,
    `DESCRIPTION:${escapeText(entry.text)}`,
    ...(entry.address === undefined ? [] : [`URL:${entry.address.replace(/[\r\n]/g, '')}`]),
    'TRANSP:TRANSPARENT',
    ...days.flatMap((count) => [
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${title}`,
      `TRIGGER:-P${count}D`,
      'END:VALARM',
    ]),
    'END:VEVENT',
  ];
}

/** 3.3.5, form 2: "20301108T223322Z". */
function writeUtc(ms: number): string {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** 3.3.11. Other control characters are not allowed in a text. */
function escapeText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, ' ')
      .replace(/[\\;,]/g, '\\$&')
      .replace(/\n/g, '\\n')
  );
}

const octets = (text: string) => new TextEncoder().encode(text).length;

/** 3.1: no line over 75 octets; a fold stands between characters, and the next line begins with a space. */
function foldLine(line: string): string {
  if (octets(line) <= 75) return line;
  let folded = '';
  let room = 75;
  for (const character of line) {
    const size = octets(character);
    if (size > room) {
      folded += '\r\n ';
      room = 74;
    }
    folded += character;
    room -= size;
  }
  return folded;
}
