/**
 * Texts come from `locales/<language>/<surface>.json`. A message is a text with {placeholders}, or one text per plural
 * form (CLDR names), chosen by `count`. Our own thirty lines because the browser's i18n follows the browser's language
 * and knows three plural forms at most, Arabic has six, and an ICU library would take a tenth of the popup's budget.
 */
export type Message = string | Partial<Record<Intl.LDMLPluralRule, string>>;
export type Catalogue = Readonly<Record<string, Message>>;
export type Values = Readonly<Record<string, string | number>>;

/** Says one text of a catalogue that has these keys. */
export type Translate<K extends string> = (key: K, values?: Values) => string;

/** Numbers are written in the language's own way. A placeholder without a value stays visible, so that it is noticed. */
export function createTranslator<K extends string>(
  catalogue: Readonly<Record<K, Message>>,
  language: string,
): Translate<K> {
  // Made when a text needs them: most need neither.
  const plural = once(() => new Intl.PluralRules(language));
  const number = once(() => new Intl.NumberFormat(language));
  const write = (value: string | number) => (typeof value === 'number' ? number().format(value) : value);

  return (key, values = {}) => {
    const message: Message | undefined = catalogue[key];
    if (message === undefined) return key;
    const text = typeof message === 'string' ? message : pluralForm(message, plural, values.count);
    if (!text.includes('{')) return text;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : write(value);
    });
  };
}

function pluralForm(
  forms: Partial<Record<Intl.LDMLPluralRule, string>>,
  plural: () => Intl.PluralRules,
  count: string | number | undefined,
): string {
  const form = typeof count === 'number' ? plural().select(count) : 'other';
  return forms[form] ?? forms.other ?? '';
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
