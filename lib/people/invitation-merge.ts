import type { Invitee } from './invitation-text.ts';
import { byteOrderMark, writeCsvLines } from './write-csv.ts';

/** For the mail merge of an office program: one line a person. The headings stay as they are, for saved letters. */
export function writeMergeCsv(organisation: string, people: readonly Invitee[]): string {
  return (
    byteOrderMark +
    writeCsvLines([
      ['Email', 'Name', 'Organisation', 'Link', 'ClientUserId'],
      ...people.map(({ email, name, link, clientUserId }) => [email, name, organisation, link, clientUserId]),
    ])
  );
}
