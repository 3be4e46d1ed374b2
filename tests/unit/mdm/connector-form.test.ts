import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkFields, patternOf } from '../../../lib/mdm/catalogue/connector-form.ts';
import { connectorForms, zohoAccounts } from '../../../lib/mdm/catalogue/connector-forms.ts';
import { withoutSecrets } from '../../../lib/mdm/connectors/answers.ts';
import { quoteLongNumbers } from '../../../lib/mdm/connectors/long-numbers.ts';
import { getConnector } from '../../../lib/mdm/connectors/registry.ts';

describe('the forms', () => {
  it('have a connector each, their own id, and no field twice', () => {
    const ids = connectorForms.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, fields } of connectorForms) {
      expect([id, getConnector(id)?.id]).toEqual([id, id]);
      expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
    }
  });

  const origin = [{ name: 'origin', kind: 'origin' as const, placeholder: '' }];
  it.each([
    ['https://acme.jamfcloud.com/', 'https://acme.jamfcloud.com'],
    [' acme.jamfcloud.com/settings?x=1#y ', 'https://acme.jamfcloud.com'],
    ['https://mdm.example.org:8383/a', 'https://mdm.example.org:8383'],
  ])('take the address %s for %s', (given, expected) => {
    expect(checkFields(origin, { origin: given })).toEqual({ ok: true, values: { origin: expected } });
  });
  it.each([
    '',
    'http://mdm.example.org',
    'javascript://x',
    'https://me:pw@mdm.example.org',
    'https://',
    'a b',
  ])('refuse the address "%s"', (given) => {
    expect(checkFields(origin, { origin: given })).toEqual({ ok: false, field: 'origin' });
  });

  const frames = [{ name: 'frames', kind: 'hosts' as const, placeholder: '' }];
  it.each([
    ['', undefined],
    ['Forms.example.org', 'https://forms.example.org/*'],
    [
      'https://forms.example.org/, *.example.com https://a.example.net/*',
      'https://forms.example.org/* https://*.example.com/* https://a.example.net/*',
    ],
  ])('take the hosts "%s"', (given, expected) => {
    const values = expected === undefined ? {} : { frames: expected };
    expect(checkFields(frames, { frames: given })).toEqual({ ok: true, values });
    expect(checkFields(frames, values)).toEqual({ ok: true, values });
  });
  it.each([
    '*',
    '*.org',
    'https://*/*',
    'http://a.example',
    'a.example/path',
    'a.example:8443',
    '<all_urls>',
    'a b',
  ])('refuse the hosts "%s"', (given) => {
    expect(checkFields(frames, { frames: given })).toEqual({ ok: false, field: 'frames' });
  });

  it('ask for their own hosts alone, whatever is typed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...connectorForms), fc.webUrl(), (form, typed) => {
        const values = Object.fromEntries(
          form.fields.map((field) => [
            field.name,
            field.kind === 'choice' ? (field.choices[0] ?? '') : typed,
          ]),
        );
        const checked = checkFields(form.fields, values);
        if (!checked.ok) return;
        for (const origin of form.origins(checked.values)) {
          expect(new URL(origin).origin).toBe(origin);
          expect(patternOf(origin)).toMatch(/^https:\/\/[^*/:]+\/\*$/);
        }
      }),
    );
  });

  it('know Zoho’s data centre by the ending of the host', () => {
    expect(zohoAccounts('https://mdm.manageengine.eu')).toBe('https://accounts.zoho.eu');
    expect(zohoAccounts('https://mdm.manageengine.com.au')).toBe('https://accounts.zoho.com.au');
    expect(zohoAccounts('https://mdm.manageengine.cn')).toBe('https://accounts.zoho.com.cn');
    expect(zohoAccounts('https://elsewhere.example')).toBe('https://accounts.zoho.com');
    expect(zohoAccounts('https://mdm.manageengine.example.net')).toBe('https://accounts.zoho.com');
  });
});

it('long numbers keep every digit, and nothing else changes', () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).filter((one) => !Object.is(one, -0)),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('any'), { maxKeys: 3 }),
    ),
  })).any;
  fc.assert(
    fc.property(value, fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }), (plain, long) => {
      const json = `{"plain":${JSON.stringify(plain)},"long":${long}}`;
      const read: unknown = JSON.parse(quoteLongNumbers(json));
      const expected = JSON.parse(JSON.stringify(plain), (_, one) =>
        typeof one === 'number' &&
        Number.isInteger(one) &&
        !Number.isSafeInteger(one) &&
        !/e/.test(String(one))
          ? String(one)
          : one,
      );
      expect(read).toEqual({ plain: expected, long: String(long) });
    }),
  );
});

it('what could be a token is taken out of an MDM’s own words', () => {
  fc.assert(
    fc.property(fc.base64String({ minLength: 24, maxLength: 400 }), fc.lorem(), (secret, words) => {
      expect(withoutSecrets(`${words} ${secret} ${words}`)).not.toContain(secret.slice(0, 20));
    }),
  );
});
