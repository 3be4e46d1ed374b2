import type { Page } from 'playwright-core';
import { z } from 'zod';
import { looseSend } from './cdp.ts';
import { waitFor } from './wait-for.ts';

const Created = z.object({
  context: z.object({
    id: z.number(),
    origin: z.string(),
    auxData: z.object({ frameId: z.string() }).loose(),
  }),
});
const Destroyed = z.object({ executionContextId: z.number() });
const Frames = z.object({ frameTree: z.object({ frame: z.object({ id: z.string() }) }) });
const Evaluated = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.unknown().optional(),
});

/** The world of our content script in the top frame of a page: where an attacker is who has taken the script over. */
export async function openExtensionWorld(page: Page, extensionId: string) {
  const session = await page.context().newCDPSession(page);
  const send = looseSend(session);
  const worlds = new Map<number, string>();
  session.on('Runtime.executionContextCreated', (event) => {
    const { id, origin, auxData } = Created.parse(event).context;
    if (origin === `chrome-extension://${extensionId}`) worlds.set(id, auxData.frameId);
  });
  session.on('Runtime.executionContextDestroyed', (event) =>
    worlds.delete(Destroyed.parse(event).executionContextId),
  );
  session.on('Runtime.executionContextsCleared', () => worlds.clear());
  await send('Runtime.enable');

  const getTop = async () => {
    const { frame } = Frames.parse(await send('Page.getFrameTree')).frameTree;
    return [...worlds].find(([, frameId]) => frameId === frame.id)?.[0];
  };

  async function evaluate(expression: string): Promise<unknown> {
    const contextId = await waitFor(getTop, { message: 'the content script runs in the page' });
    const answer = Evaluated.parse(
      await send('Runtime.evaluate', { contextId, expression, awaitPromise: true, returnByValue: true }),
    );
    if (answer.exceptionDetails) throw new Error(JSON.stringify(answer.exceptionDetails));
    return answer.result.value;
  }

  return {
    evaluate,
    /** Sends a message of the bus as the content script could. @returns the reply */
    send: (bus: string, input: unknown) =>
      evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ bus, input })})`),
  };
}
export type ExtensionWorld = Awaited<ReturnType<typeof openExtensionWorld>>;
