import { isShown, parentOf } from '../../lib/mdm/page/walk.ts';

/** A frame drawn around the field that the admin points at, in a closed shadow root, without a change to the field. */
export function createFrameMark(document: Document) {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  const box = document.createElement('div');
  root.append(box);

  return {
    show(element: Element | undefined) {
      host.remove();
      const shown = element && visiblePart(element);
      if (!shown) return;
      shown.scrollIntoView({ block: 'nearest' });
      const { left, top, width, height } = shown.getBoundingClientRect();
      Object.assign(host.style, {
        all: 'initial',
        position: 'fixed',
        zIndex: '2147483646',
        inset: '0 auto auto 0',
      });
      Object.assign(box.style, {
        position: 'fixed',
        left: `${left - 6}px`,
        top: `${top - 6}px`,
        width: `${width + 12}px`,
        height: `${height + 12}px`,
        boxSizing: 'border-box',
        border: '3px solid #2a6a3a',
        outline: '2px solid #ffffff',
        borderRadius: '8px',
        pointerEvents: 'none',
      });
      document.documentElement.append(host);
      if (typeof host.showPopover !== 'function') return;
      // On the top layer, or a modal dialog of the page would cover it.
      host.popover = 'manual';
      host.showPopover();
    },
  };
}

/** A hidden input is seen by its label, or by what surrounds it. */
function visiblePart(element: Element): Element | undefined {
  if (isShown(element)) return element;
  const label = element instanceof HTMLInputElement ? element.labels?.[0] : undefined;
  if (label && isShown(label)) return label;
  for (let around = parentOf(element); around; around = parentOf(around)) {
    if (isShown(around)) return around;
  }
  return undefined;
}
