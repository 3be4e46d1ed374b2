/**
 * Tells the developer console of a bug. Only the error's name and where it happened: a message may quote what failed,
 * and what failed may be a secret (design 2.1). The one place that writes to the console.
 */
export function logBug(place: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter(isFrame) : [];
  // biome-ignore lint/suspicious/noConsole: this is the log
  console.error(`${place}: ${name}\n${frames.join('\n')}`);
}

/** "at f (chrome-extension://…)" in Chromium, "f@moz-extension://…" in Firefox; never a line of the message. */
const isFrame = (line: string) => /^\s*at .*:\d+:\d+\)?$|^[^\s@]*@moz-extension:.*:\d+:\d+$/.test(line);
