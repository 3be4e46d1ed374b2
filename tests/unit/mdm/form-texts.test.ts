import { expect, test } from 'vitest';
import { connectorForms } from '../../../lib/mdm/catalogue/connector-forms.ts';
import text from '../../../locales/en/mdm.json';

test('every field, choice and need of a connector has its text', () => {
  const keys = connectorForms.flatMap(({ id, fields, addFields = [] }) => [
    `needs.${id}`,
    ...[...fields, ...addFields].flatMap((field) => [
      `field.${field.name}`,
      ...(field.kind === 'choice' ? field.choices.map((choice) => `choice.${field.name}.${choice}`) : []),
    ]),
  ]);
  expect(keys.filter((key) => !Object.hasOwn(text, key))).toEqual([]);
});
