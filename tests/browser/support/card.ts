import type { CDPSession, Page } from 'playwright-core';
import { waitFor } from './wait-for.ts';

interface Node {
  nodeId: number;
  nodeName: string;
  nodeValue: string;
  attributes?: string[];
  children?: Node[];
  shadowRoots?: Node[];
}

/**
 * The capture card over a portal page. Its shadow root is closed, so no script and no selector reaches it; the
 * debugger sees it, and a click lands where a person's would.
 */
export async function createCard(page: Page) {
  const cdp: CDPSession = await page.context().newCDPSession(page);

  async function section(): Promise<Node | undefined> {
    const { root } = await cdp.send('DOM.getDocument', { depth: -1, pierce: true });
    return find(
      root as Node,
      (node) => node.nodeName === 'SECTION' && has(node, 'role', 'region') && inCard(node),
    );
  }

  async function text(): Promise<string> {
    const found = await section();
    return found ? textOf(found).replace(/\s+/g, ' ').trim() : '';
  }

  return {
    text,
    /** Waits until the card says something that fits. */
    says: (what: RegExp, timeout = 15_000) =>
      waitFor(async () => what.test(await text()) && text(), { timeout, message: `the card says ${what}` }),
    gone: () => waitFor(async () => (await section()) === undefined, { message: 'the card is gone' }),
    async click(label: RegExp): Promise<void> {
      const box = await waitFor(
        async () => {
          const found = await section();
          const button =
            found && find(found, (node) => node.nodeName === 'BUTTON' && label.test(textOf(node)));
          return button && cdp.send('DOM.getBoxModel', { nodeId: button.nodeId });
        },
        { message: `the card has a button ${label}` },
      );
      const [x = 0, y = 0, , , right = 0, bottom = 0] = box.model.content;
      await page.mouse.click((x + right) / 2, (y + bottom) / 2);
    },
  };
}

const inCard = (node: Node) => /Orchardist/.test((node.attributes ?? []).join(' '));
const has = (node: Node, name: string, value: string) => {
  const at = (node.attributes ?? []).indexOf(name);
  return at >= 0 && node.attributes?.[at + 1] === value;
};

function find(node: Node, fits: (node: Node) => boolean): Node | undefined {
  if (fits(node)) return node;
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) {
    const found = find(child, fits);
    if (found) return found;
  }
  return undefined;
}

function textOf(node: Node): string {
  if (node.nodeName === '#text') return ` ${node.nodeValue}`;
  return (node.children ?? []).map(textOf).join('');
}
