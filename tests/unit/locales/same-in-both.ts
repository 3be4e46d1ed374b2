/** Texts that are rightly the same as in English: names of products, and words that the languages share. */
export const sameInBoth: Readonly<Record<string, readonly string[]>> & { everywhere: readonly string[] } = {
  everywhere: [
    ...['Orchardist', '{screen} · Orchardist', 'Apple Business', 'Apple School Manager', 'Apple Account'],
    ...['eyJ…', '{count} ms', 'MDM'],
  ],
  de: [
    ...['App', 'Apps', 'Downloads', 'Host', 'Name', 'Organisation', 'Passphrase', 'Person', 'Plus', 'Portal'],
    ...['Standard', 'Token', '{state} (Apple: {apple})'],
  ],
  es: ['App', 'Apps', 'No', 'Plus', 'Portal', 'Token', 'Tokens', 'Total', '{state} (Apple: {apple})'],
  fr: [
    ...['E-mail', 'Licences', '1 licence', '{count} licence', '{count} licences', '{range} licences'],
    ...['App', 'Apps', 'Invitations', 'Maintenance', 'Messages', 'Notes', 'Notifications', 'Organisation'],
    ...['Plus', 'Standard', 'Total', 'Type', '{count} minutes'],
  ],
};
