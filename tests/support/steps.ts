import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');
/**
 * A step that hangs must end before what runs it is ended; the browser tests alone take three quarters of an hour on two
 * cores, and over an hour where others have them too.
 */
const longest = 78 * 60_000;

export interface StepResult {
  ok: boolean;
  /** Everything the command printed. */
  output: string;
}

/** Runs a tool of node_modules/.bin, quietly, in the project's folder. */
export function runTool(command: string, args: readonly string[]): Promise<StepResult> {
  const bin = join(root, 'node_modules', '.bin');
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: {
        ...process.env,
        PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
        NO_COLOR: '1',
        FORCE_COLOR: '0',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // The tools are .cmd files there.
      shell: process.platform === 'win32',
      timeout: longest,
    });
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ ok: false, output: `${output}${error.message}` }));
    child.on('close', (code, signal) =>
      resolve({ ok: code === 0, output: signal ? `${output}\nended by ${signal}` : output }),
    );
  });
}

/** Prints one line for a step: its name, how it went, its time; the step's output only when it failed. */
export async function step<R extends { ok: boolean; output?: string; note?: string }>(
  name: string,
  work: () => Promise<R>,
): Promise<R> {
  const start = performance.now();
  const result = await work();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const verdict = result.ok ? 'ok' : 'FAILED';
  console.log(
    `${name.padEnd(16)} ${verdict.padEnd(7)}${seconds.padStart(6)} s${result.note ? `   ${result.note}` : ''}`,
  );
  if (!result.ok && result.output) console.log(indent(result.output.trimEnd()));
  return result;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
