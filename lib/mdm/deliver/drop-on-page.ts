/**
 * Drops a file where a path leads, as a person would. Runs in the page's own world, where it is sent as text: it may use
 * nothing from outside. An event of the isolated world would show the page an empty list in Firefox.
 * @param origin of the document that the path was found in: after a navigation there may be another one in its frame
 * @param path see `pathOf`
 * @returns whether the page took it
 */
export function dropOnPage(origin: string, path: number[][], text: string, name: string): boolean {
  // No page can lay anything of its own over `location`.
  if (location.origin !== origin) return false;
  let root: Document | ShadowRoot | null = document;
  let target: Element | undefined;
  for (const steps of path) {
    let parent: ParentNode | undefined = root ?? undefined;
    for (const step of steps) {
      target = parent?.children[step];
      parent = target;
    }
    root = target?.shadowRoot ?? null;
  }
  if (!target) return false;
  const box = target.getBoundingClientRect();
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { type: 'application/octet-stream' }));
  let isTaken = false;
  for (const type of ['dragenter', 'dragover', 'drop']) {
    const event = new DragEvent(type, {
      bubbles: true,
      cancelable: true,
      composed: true,
      clientX: box.left + box.width / 2,
      clientY: box.top + box.height / 2,
      dataTransfer,
    });
    // A page that takes a drop keeps the browser from opening the file; to be dragged over is not to be served.
    isTaken = !target.dispatchEvent(event) && type === 'drop';
  }
  return isTaken;
}
