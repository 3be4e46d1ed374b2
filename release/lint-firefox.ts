import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type KnownWarning, knownWarnings } from './firefox-warnings.ts';

const Finding = z.object({
  code: z.string(),
  message: z.string(),
  file: z.string().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
});
const Report = z.object({ errors: z.array(Finding), warnings: z.array(Finding) });
type Finding = z.output<typeof Finding>;

/**
 * What web-ext says about a build (its output with `--output json`) and what is not known: one line each. A known
 * warning that no longer comes is told as well, so that the list stays true.
 */
export function unknownFindings(output: string, build: string): string[] {
  const { errors, warnings } = Report.parse(JSON.parse(output.slice(output.indexOf('{'))));
  const codeNear = (finding: Finding) => (finding.file ? readNear(build, finding) : '');
  const unknown = warnings.filter((warning) => !knownAs(warning, codeNear(warning)));
  const gone = knownWarnings.filter(
    (known) => !warnings.some((warning) => fits(known, warning, codeNear(warning))),
  );
  return [
    ...[...errors, ...unknown].map(
      ({ code, message, file = '', line = 0 }) => `${code} ${file}:${line} ${message}`,
    ),
    ...gone.map(({ code }) => `${code} is listed in release/firefox-warnings.ts and does not come`),
  ];
}

function knownAs(warning: Finding, code: string): KnownWarning | undefined {
  return knownWarnings.find((known) => fits(known, warning, code));
}

function fits(known: KnownWarning, warning: Finding, code: string): boolean {
  return known.code === warning.code && (!known.near || known.near.test(code));
}

/** What stands around a finding. The builds have lines of many thousands of characters. */
function readNear(build: string, { file = '', line, column }: Finding): string {
  if (line === undefined || column === undefined) return '';
  const text = readFileSync(join(build, file), 'utf8').split('\n')[line - 1] ?? '';
  return text.slice(Math.max(0, column - 150), column + 150);
}
