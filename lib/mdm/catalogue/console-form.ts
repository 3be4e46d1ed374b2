/** What a console asks for whose page takes the token: its address. */
import { type ConnectorField, patternOf, type Settings } from './connector-form.ts';

/** `frames`: the hosts that its frames come from. */
export const consoleFields: readonly ConnectorField[] = [
  { name: 'address', kind: 'address', placeholder: 'https://mdm.example.org' },
  { name: 'frames', kind: 'hosts', placeholder: 'forms.example.org' },
];

/** The match patterns in a checked setting of kind `hosts`. */
export const patternsIn = (text: string): string[] => text.split(/\s+/).filter((one) => one !== '');

/** The match patterns that a saved console needs, from checked settings. */
export function patternsOfConsole({ address, frames = '' }: Settings): string[] {
  if (address === undefined) return [];
  return [patternOf(address), ...patternsIn(frames)];
}
