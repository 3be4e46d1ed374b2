/** What may hold a field: a document or an open shadow root. */
type Root = Document | ShadowRoot;

/** A root and all open shadow roots below it, in the order of the page. Closed ones nobody can look into. */
export function rootsBelow(root: Root): Root[] {
  const roots: Root[] = [root];
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot) roots.push(...rootsBelow(element.shadowRoot));
  }
  return roots;
}

/** All elements that match, those in open shadow roots included. */
export function findAll(root: Root, selector: string): Element[] {
  return rootsBelow(root).flatMap((one) => [...one.querySelectorAll(selector)]);
}

/** The elements in which such a text stands itself. */
export function findByText(page: Document, pattern: RegExp): Element[] {
  const found: Element[] = [];
  for (const root of rootsBelow(page)) {
    const walker = page.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const { parentElement } = node;
      if (parentElement && pattern.test(node.nodeValue?.toLowerCase() ?? '')) found.push(parentElement);
    }
  }
  return found;
}

/** The element around, also across the edge of an open shadow root. */
export function parentOf(element: Element): Element | undefined {
  return element.parentElement ?? hostOf(element.getRootNode());
}

function hostOf(root: Node): Element | undefined {
  return root instanceof ShadowRoot ? root.host : undefined;
}

/**
 * Where an element is: its place among its siblings from each root down to the next, the document first. Found again by
 * it in another world of the same page, without a mark that the page could see.
 */
export function pathOf(element: Element): number[][] {
  const steps: number[] = [];
  let node = element;
  for (let parent = node.parentNode; parent; parent = node.parentNode) {
    steps.unshift([...parent.children].indexOf(node));
    if (!(parent instanceof Element)) break;
    node = parent;
  }
  const host = hostOf(element.getRootNode());
  return host ? [...pathOf(host), steps] : [steps];
}

/** What a person would see; a page without layout (a test's) shows everything that is not hidden by style. */
export function isShown(element: Element): boolean {
  if (typeof element.checkVisibility === 'function')
    return element.checkVisibility({ visibilityProperty: true });
  return element.closest('[hidden]') === null;
}
