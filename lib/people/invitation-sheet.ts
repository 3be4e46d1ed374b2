/** Invitations to print and hand out: a QR code each, as the path of a picture that the screen draws. Pure. */
import { encode } from 'uqr';
import type { Invitee } from './invitation-text.ts';

export interface SheetEntry {
  /** Name, else address, else id. */
  title: string;
  qr: QrPicture;
}

export interface QrPicture {
  /** Of the view box, each way, the quiet border included. */
  size: number;
  /** The `d` of an SVG path: the dark modules, one unit each. */
  path: string;
}

/** Letters on the sheet are scanned from paper that was folded: a quarter of it may be lost. */
const level = 'Q';
/** Modules that must stay empty around (ISO/IEC 18004). */
const BORDER = 4;

/** One invitation of a sheet. It takes about a millisecond: a page makes thousands of them by and by. */
export function makeSheetEntry({ clientUserId, email, name, link }: Invitee): SheetEntry {
  return { title: name || email || clientUserId, qr: drawQr(link) };
}

/** @throws Error when the text is longer than a QR code takes, which no invitation is */
export function drawQr(text: string): QrPicture {
  const { size, data } = encode(text, { ecc: level, border: BORDER });
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x++) {
      const from = x;
      while (row[x]) x++;
      if (x > from) path += `M${from} ${y}h${x - from}v1h-${x - from}z`;
    }
  }
  return { size, path };
}
