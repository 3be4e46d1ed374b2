/** Milliseconds until the browser has surely begun to read a download. */
const readTime = 60_000;

/** Saves a file as the browser's own download; needs no permission. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), readTime);
}

/**
 * The name of an exported file: "apps-as-of-2026-11-25-0930.csv". Characters that a file system refuses become "-".
 * @param asOf when the data was true, in milliseconds since the epoch; undefined when a column says it
 */
export function exportFileName(name: string, ending: string, asOf: number | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are among what is refused
  const clean = name.replace(/[\s\u0000-\u001F<>:"/\\|?*]+/g, '-').replace(/^[.-]+|[.-]+$/g, '') || 'export';
  return `${clean}${asOf === undefined ? '' : `-as-of-${localStamp(asOf)}`}.${ending}`;
}

function localStamp(ms: number): string {
  const time = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day}-${two(time.getHours())}${two(time.getMinutes())}`;
}
