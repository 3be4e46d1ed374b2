import { parentOf } from './walk.ts';

const clip = (text: string, length: number) => text.replace(/\s+/g, ' ').trim().slice(0, length);

/** What a field says of itself: its labels and names. */
export function ownText(element: Element): string {
  const attributes = ['aria-label', 'title', 'placeholder', 'name', 'id', 'data-testid'];
  return clip(
    [labelText(element), ...attributes.map((name) => element.getAttribute(name) ?? '')]
      // `vppTokenFile` and `server_token_file` are words as well.
      .flatMap((text) => [text, text.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ')])
      .join(' '),
    600,
  );
}

/** What a person reads as the field's label; empty when it has none. */
export function labelText(element: Element): string {
  const ids = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter((id) => id !== '');
  const named = ids.map((id) => rootOf(element).getElementById(id));
  return clip([...labelsOf(element), ...named].map(textOf).join(' '), 200);
}

function labelsOf(element: Element): Element[] {
  const isLabelled = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
  return isLabelled ? [...(element.labels ?? [])] : [];
}

function rootOf(element: Element): Document | ShadowRoot {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root : element.ownerDocument;
}

const textOf = (element: Element | null) => element?.textContent ?? '';

/**
 * What stands around: the text of the widest surrounding that is about this field alone. One that holds other fields of
 * the kind would lend their words to it.
 */
export function nearText(element: Element, rivals: string): string {
  let near = '';
  let around = parentOf(element);
  for (let depth = 0; around && depth < 6; depth += 1, around = parentOf(around)) {
    if (around.tagName === 'BODY' || around.querySelectorAll(rivals).length > 1) break;
    const text = textOf(around);
    if (text.length > 600) break;
    near = text;
  }
  return clip(near, 600);
}
