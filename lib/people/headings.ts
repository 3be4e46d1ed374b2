/**
 * The headings that are known: those of the documented files (semantics 2.11) and what spreadsheets in our languages
 * call the same. The surest come first; case, accents, spaces and signs do not matter. Pure.
 */
const headings = {
  email: [
    ...['email', 'emailaddress', 'useremail', 'mail', 'mailaddress', 'emailadresse', 'eposta'],
    ...['correo', 'correoelectronico', 'direcciondecorreo', 'courriel', 'adressemail', 'adresseemail'],
    ...['adresseelectronique', 'メール', 'メールアドレス', 'البريدالإلكتروني', 'البريدالالكتروني'],
  ],
  name: [
    ...['name', 'fullname', 'displayname', 'realname', 'vollstandigername', 'anzeigename'],
    ...['nombrecompleto', 'nomcomplet', '氏名', '名前', 'الاسم', 'الاسمالكامل'],
  ],
  firstName: ['firstname', 'givenname', 'vorname', 'nombre', 'prenom', '名', 'الاسمالأول'],
  middleName: ['middlename', 'segundonombre', 'deuxiemeprenom'],
  lastName: [
    ...['lastname', 'surname', 'familyname', 'nachname', 'familienname', 'apellido', 'apellidos'],
    ...['nom', 'nomdefamille', '姓', 'اسمالعائلة'],
  ],
  notes: [
    'notes',
    'note',
    'comment',
    'comments',
    'notizen',
    'bemerkung',
    'notas',
    'remarques',
    '備考',
    'ملاحظات',
  ],
  clientUserId: [
    ...['clientuserid', 'clientuserids', 'userid', 'personid', 'studentid', 'sisuserid', 'personnumber'],
    ...['employeeid', 'username', 'sisusername', 'assigntouser', 'benutzerid', 'benutzername', 'id'],
  ],
  managedAppleId: ['managedappleid', 'managedappleaccount', 'appleid', 'appleaccount'],
  serial: [
    ...['serialnumber', 'serialno', 'serialnum', 'serial', 'deviceserialnumber', 'deviceserial'],
    ...['hardwareserialnumber', 'hardwareserial', 'sn', 'seriennummer', 'seriennr', 'numerodeserie'],
    ...['ndeserie', 'シリアル番号', 'الرقمالتسلسلي'],
  ],
  // Of our own export: a row of another location, or of somebody who is retired, is nobody to create.
  locationUid: ['locationuid'],
  appleStatus: ['applestatus'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What a column of a list of people can hold. */
export type PersonField = keyof typeof headings;

export function isPersonField(text: string): text is PersonField {
  return Object.hasOwn(headings, text);
}

const known: ReadonlyMap<PersonField, readonly string[]> = new Map(
  Object.entries(headings).flatMap(([field, names]) =>
    isPersonField(field) ? [[field, names.map(plainHeading)] as const] : [],
  ),
);

/** The columns that may hold a field, the surest first. @param plain headings by `plainHeading` */
export function columnsOf(field: PersonField, plain: readonly string[]): number[] {
  const names = known.get(field) ?? [];
  return names.flatMap((name) => plain.flatMap((heading, index) => (heading === name ? [index] : [])));
}

/** A heading without case, accents, spaces and signs. */
export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
