import { errorName } from './errors.ts';

/**
 * Tells the developer console of a bug. Only the error's name and where it happened: a message may quote what failed,
 * and what failed may be a secret (design 2.1). The one place that writes to the console.
 */
export function logBug(place: string, error: unknown): void {
  // biome-ignore lint/suspicious/noConsole: this is the log
  console.error(`${place}: ${errorName(error)}\n${framesOf(error).join('\n')}`);
}

/** The stack repeats the message, whose lines may look like frames. */
function framesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const said = new Set(error.message.split('\n').map((line) => line.trim()));
  return (error.stack ?? '').split('\n').filter((line) => isFrame(line) && !said.has(line.trim()));
}

/** "at f (chrome-extension://…)" in Chromium, "f@moz-extension://…" in Firefox: our own scripts alone. */
const isFrame = (line: string) =>
  /^\s+at ([\w$.<>[\] ]+\()?(async )?chrome-extension:\/\/\w+\/[\w./-]+:\d+:\d+\)?$/.test(line) ||
  /^[\w$.<>/*]*@moz-extension:\/\/[\w-]+\/[\w./-]+:\d+:\d+$/.test(line);
