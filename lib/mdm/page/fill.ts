/** What goes into the page. */
export interface TokenFile {
  text: string;
  /** Clean: ASCII letters, digits, `_`, `-` (reference 0.9). */
  name: string;
}

/** Gives an input the file as a person's choice would. @returns false when it did not take it */
export function fillFile(element: Element, { text, name }: TokenFile): boolean {
  if (!(element instanceof HTMLInputElement)) return false;
  const carrier = new DataTransfer();
  carrier.items.add(new File([text], name, { type: 'application/octet-stream' }));
  element.files = carrier.files;
  const took = element.files?.[0]?.name === name;
  tell(element);
  return took;
}

/** By the element's own setter, since a framework may have laid one of its own over it. */
export function fillText(element: Element, { text }: TokenFile): boolean {
  const isArea = element instanceof HTMLTextAreaElement;
  if (!isArea && !(element instanceof HTMLInputElement)) return false;
  const owner = isArea ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(owner, 'value')?.set?.call(element, text);
  const took = element.value === text;
  tell(element);
  return took;
}

function tell(element: Element) {
  for (const type of ['input', 'change']) {
    element.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
  }
}
