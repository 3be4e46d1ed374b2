/** The kinds of MDM that can be set up: by API first, then by the page of their console. Pure. */
import type { MdmRow } from '../../lib/cache/mdm-rows.ts';
import {
  type ConnectorField,
  type ConnectorForm,
  patternOf,
  type Settings,
} from '../../lib/mdm/catalogue/connector-form.ts';
import { connectorForms } from '../../lib/mdm/catalogue/connector-forms.ts';
import { consoleFields, patternsOfConsole } from '../../lib/mdm/catalogue/console-form.ts';
import { presets } from '../../lib/mdm/catalogue/presets.ts';

export interface Kind {
  /** In the address of the screen. */
  key: string;
  way: MdmRow['way'];
  /** As its vendor writes it; not translated. */
  name: string;
  /** What the form asks for. */
  fields: readonly ConnectorField[];
  /** What a new form begins with. */
  begins: Settings;
  /** Asked for when a location is added anew; absent where that cannot be done. */
  addFields?: readonly ConnectorField[] | undefined;
  canClaim: boolean;
  /** The vendor's sign-in page must know where it comes back to. */
  signsIn: boolean;
  /** The token goes in by a page, and is read by API at most. */
  isPlaced: boolean;
  /** Where in its console, in the vendor's words. */
  path: readonly string[];
  /** The match patterns that it needs. */
  patterns(settings: Settings): string[];
  /** The page on which the record's token goes in, of one that is read by API. */
  page?: ConnectorForm['page'];
}

export const kinds: readonly Kind[] = [
  ...connectorForms.map(
    (form): Kind => ({
      key: `api:${form.id}`,
      way: { by: 'api', connector: form.id },
      name: form.name,
      fields: form.fields,
      begins: {},
      addFields: form.addFields,
      canClaim: form.canClaim,
      signsIn: form.signsIn ?? false,
      isPlaced: form.does === 'reads',
      path: form.does === 'reads' ? (presets.find(({ id }) => id === form.id)?.path ?? []) : [],
      patterns: (settings) => form.origins(settings).map(patternOf),
      page: form.page,
    }),
  ),
  ...presets.map(
    ({ id, name, path, frames = [] }): Kind => ({
      key: `page:${id}`,
      way: { by: 'page', preset: id },
      name,
      fields: consoleFields,
      begins: { frames: frames.join(' ') },
      canClaim: false,
      signsIn: false,
      isPlaced: true,
      path,
      patterns: patternsOfConsole,
    }),
  ),
];

export const getKind = (key: string | null): Kind | undefined => kinds.find((kind) => kind.key === key);

/** Undefined for one that a later version knew. */
export const kindOf = ({ way }: Pick<MdmRow, 'way'>): Kind | undefined =>
  getKind(way.by === 'api' ? `api:${way.connector}` : `page:${way.preset}`);

/** Those that have every word of the text in their name. */
export function findKinds(text: string): Kind[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return kinds.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
}

/** Where an MDM is, as an address that a tab can open; undefined where the vendor has one for all. */
export const addressOf = ({ settings }: Pick<MdmRow, 'settings'>): string | undefined =>
  settings.origin ?? settings.address;

/** The hosts of match patterns, in words: "mdm.example.org, *.example.com". */
export const hostsOf = (patterns: readonly string[]): string =>
  patterns.map((pattern) => pattern.replace(/^https:\/\/|\/\*$/g, '')).join(', ');
