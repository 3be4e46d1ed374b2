/** Icons as elements, never as markup: a page may demand Trusted Types. */
type Shape = readonly [name: string, attributes: Readonly<Record<string, string>>];

const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': '2', 'stroke-linecap': 'round' };

const icons = {
  orchard: [
    ['rect', { x: '0', y: '0', width: '24', height: '24', rx: '5', fill: '#20733c' }],
    ['path', { ...stroke, stroke: '#fff', 'stroke-width': '1.6', d: 'M6 10v7M12 10v7M18 10v7M3.5 18h17' }],
    [
      'path',
      {
        fill: '#fff',
        d: 'M3 9.5a3 3 0 1 1 6 0a3 3 0 1 1-6 0zm6 0a3 3 0 1 1 6 0a3 3 0 1 1-6 0zm6 0a3 3 0 1 1 6 0a3 3 0 1 1-6 0z',
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
