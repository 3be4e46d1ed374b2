import { isDeepStrictEqual } from 'node:util';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { looseSend } from './cdp.ts';
import { waitFor } from './wait-for.ts';

const Tree = z.object({
  nodes: z.array(
    z.object({
      role: z.object({ value: z.unknown() }).optional(),
      name: z.object({ value: z.unknown() }).optional(),
      backendDOMNodeId: z.number().optional(),
      ignored: z.boolean().optional(),
    }),
  ),
});
const Box = z.object({ model: z.object({ border: z.array(z.number()) }) });

/** Looks into the closed shadow root of the card by the accessibility tree, as a screen reader does. */
export async function createCardReader(page: Page) {
  const send = looseSend(await page.context().newCDPSession(page));
  await send('Accessibility.enable');

  const nodes = async () =>
    Tree.parse(await send('Accessibility.getFullAXTree')).nodes.filter(({ ignored }) => !ignored);
  const find = async (role: string, name: string) =>
    (await nodes()).find((node) => node.role?.value === role && node.name?.value === name);

  /** The words are drawn anew with each state: a node that was found may be gone a moment later. */
  const borderOf = async (role: string, name: string) => {
    const node = await find(role, name);
    if (!node) return undefined;
    return Box.parse(await send('DOM.getBoxModel', { backendNodeId: node.backendDOMNodeId })).model.border;
  };

  const boxOf = async (role: string, name: string) => {
    const border = await waitFor(() => borderOf(role, name), {
      message: `the card shows ${role} "${name}"`,
    });
    const [left = 0, top = 0, , , right = 0, bottom = 0] = border;
    return { left, top, right, bottom };
  };

  return {
    boxOf,
    has: async (role: string, name: string) => (await find(role, name)) !== undefined,
    texts: async () =>
      (await nodes())
        .filter(({ role }) => role?.value === 'StaticText')
        .map(({ name }) => String(name?.value)),
    /** Presses where it rests: the card grows while its text comes. */
    click: async (role: string, name: string) => {
      let before = await boxOf(role, name);
      const { left, top, right, bottom } = await waitFor(
        async () => {
          const box = await boxOf(role, name);
          const rests = isDeepStrictEqual(box, before);
          before = box;
          return rests && box;
        },
        { message: `${role} "${name}" rests` },
      );
      await page.mouse.click((left + right) / 2, (top + bottom) / 2);
    },
  };
}
