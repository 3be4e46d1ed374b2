import type { Browser, CDPSession } from 'playwright-core';
import { z } from 'zod';

/** The DevTools protocol of the whole browser, with the few commands that Playwright's types do not know. */
export type BrowserCdp = Awaited<ReturnType<typeof openBrowserCdp>>;

const Targets = z.object({
  targetInfos: z.array(
    z.object({
      targetId: z.string(),
      type: z.string(),
      url: z.string(),
      embedderData: z.object({ tabActive: z.boolean().optional() }).optional(),
    }),
  ),
});
const Attached = z.object({ sessionId: z.string() });
const Loaded = z.object({ id: z.string() });
const Detached = z.object({ sessionId: z.string() });
const Received = z.object({ sessionId: z.string(), message: z.string() });
const Message = z.object({
  id: z.number().optional(),
  result: z.unknown().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
});

export async function openBrowserCdp(browser: Browser) {
  const session = await browser.newBrowserCDPSession();
  const send = looseSend(session);

  /** All targets, or the tabs alone (`tab` targets are hidden unless asked for). */
  const targets = async (only?: 'tab') =>
    Targets.parse(await send('Target.getTargets', only ? { filter: [{ type: only }] } : {})).targetInfos;

  /** Speaks to a target that Playwright gives no session for, such as a worker; one that has gone answers by an error. */
  const talk = async (
    targetId: string,
    hear: (method: string, params: unknown) => void = () => undefined,
  ) => {
    const { sessionId } = Attached.parse(await send('Target.attachToTarget', { targetId, flatten: false }));
    const open = new Map<number, PromiseWithResolvers<unknown>>();
    let last = 0;
    session.on('Target.receivedMessageFromTarget', (event) => {
      const received = Received.parse(event);
      if (received.sessionId !== sessionId) return;
      const { id, result, method, params } = Message.parse(JSON.parse(received.message));
      if (method) hear(method, params);
      if (id === undefined) return;
      open.get(id)?.resolve(result);
      open.delete(id);
    });
    session.on('Target.detachedFromTarget', (event) => {
      if (Detached.parse(event).sessionId !== sessionId) return;
      for (const { reject } of open.values()) reject(new Error('The target has gone.'));
      open.clear();
    });
    return async (method: string, params: object = {}): Promise<unknown> => {
      const id = ++last;
      const answer = Promise.withResolvers<unknown>();
      open.set(id, answer);
      const message = JSON.stringify({ id, method, params });
      // Together, since either may be the one that fails.
      const [result] = await Promise.all([
        answer.promise,
        send('Target.sendMessageToTarget', { sessionId, message }),
      ]);
      return result;
    };
  };

  /** Hears the events of a target that Playwright does not tell about (uncaught errors in a worker). */
  const listen = async (targetId: string, hear: (method: string, params: unknown) => void) => {
    const say = await talk(targetId, hear);
    await say('Runtime.enable');
  };

  return {
    targets,
    talk,
    listen,
    loadUnpacked: async (path: string) => Loaded.parse(await send('Extensions.loadUnpacked', { path })).id,
    triggerAction: (id: string, targetId: string) => send('Extensions.triggerAction', { id, targetId }),
    closeTarget: (targetId: string) => send('Target.closeTarget', { targetId }),
  };
}

/** `send` for any command: Playwright's list of commands is older than the browser's. */
export function looseSend(session: CDPSession) {
  const send: (method: never, params?: never) => Promise<unknown> = session.send.bind(session);
  return (method: string, params: object = {}): Promise<unknown> => send(method as never, params as never);
}
