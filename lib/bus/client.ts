/** Sends one message to the background. Types only from the contract: no Zod reaches a content script. */
import { browser } from 'wxt/browser';
import type { BusMessage, Input, MessageName, Output, Reply } from './contract.ts';

/** Never rejects: a background that cannot be reached (the extension was updated) answers `bug` as well. */
export async function send<N extends MessageName>(name: N, input: Input<N>): Promise<Reply<Output<N>>> {
  const message: BusMessage<N> = { bus: name, input };
  try {
    const reply: Reply<Output<N>> | undefined = await browser.runtime.sendMessage(message);
    return reply ?? { ok: false, error: { code: 'bug', details: { name: 'NoReply' } } };
  } catch (error) {
    return {
      ok: false,
      error: { code: 'bug', details: { name: error instanceof Error ? error.name : 'Unknown' } },
    };
  }
}
