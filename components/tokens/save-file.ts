/** Gives the admin a file; the browser saves it as it saves downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken hold of the content by the time that the next task runs.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
