/** Icons as elements, never as markup: a page may demand Trusted Types. */
type Shape = readonly [name: string, attributes: Readonly<Record<string, string>>];

const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': '2', 'stroke-linecap': 'round' };

const icons = {
  // As docs/icon-small.svg, so that the card is known by the icon in the toolbar.
  orchard: [
    ['rect', { width: '24', height: '24', rx: '4.5', fill: '#dff0d2' }],
    ['path', { fill: '#6b4a2b', d: 'M3 12h3v6H3zM10.5 10.5h3V18h-3zM18 12h3v6h-3z' }],
    [
      'path',
      {
        fill: '#2b6a2e',
        d: 'M0 18h24v1.5a4.5 4.5 0 0 1-4.5 4.5h-15A4.5 4.5 0 0 1 0 19.5zM1.5 10.5a3 3 0 1 1 6 0a3 3 0 1 1-6 0zM7.5 7.5a4.5 4.5 0 1 1 9 0a4.5 4.5 0 1 1-9 0zM16.5 10.5a3 3 0 1 1 6 0a3 3 0 1 1-6 0z',
      },
    ],
  ],
  good: [
    ['circle', { ...stroke, cx: '12', cy: '12', r: '10' }],
    ['path', { ...stroke, 'stroke-linejoin': 'round', d: 'm7.5 12.5 3 3 6-7' }],
  ],
  bad: [
    ['circle', { ...stroke, cx: '12', cy: '12', r: '10' }],
    ['path', { ...stroke, d: 'M12 7v6M12 16.5v.01' }],
  ],
} as const satisfies Record<string, readonly Shape[]>;

export function createIcon(document: Document, name: keyof typeof icons): SVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  for (const [shape, attributes] of icons[name]) {
    const element = document.createElementNS(namespace, shape);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    svg.append(element);
  }
  return svg;
}
