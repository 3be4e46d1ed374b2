/** What a console asks for whose page takes the token: its address. */
import { type ConnectorField, patternOf, type Settings } from './connector-form.ts';

/** `frames`: match patterns of the hosts that its frames come from, separated by blanks. */
export const consoleFields: readonly ConnectorField[] = [
  { name: 'address', kind: 'address', placeholder: 'https://mdm.example.org' },
  { name: 'frames', kind: 'text', optional: true },
];

/** The match patterns that a saved console needs, from checked settings. */
export function originsOfConsole({ address, frames = '' }: Settings): string[] {
  if (address === undefined) return [];
  return [patternOf(address), ...frames.split(/\s+/).filter((frame) => frame !== '')];
}
