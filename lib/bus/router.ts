import type { z } from 'zod';
import { AppError, type Failure, toFailure } from '../platform/errors.ts';
import { placeOf } from '../platform/place-of.ts';
import { type Contract, contract, type MessageName, type Output } from './contract.ts';

/** Who sent a message, as the browser says it; nothing of this is read from the message. */
export type Sender = { kind: 'ui' } | { kind: 'portal'; tabId: number; frameId: number };

export type Handlers = {
  [N in MessageName]: (input: z.output<Contract[N]['input']>, sender: Sender) => Promise<Output<N>>;
};

/** The parts of `runtime.MessageSender` that decide. */
export interface RawSender {
  id?: string | undefined;
  origin?: string | undefined;
  url?: string | undefined;
  frameId?: number | undefined;
  tab?: { id?: number | undefined } | undefined;
}

type Answer = { ok: true; value: unknown } | { ok: false; error: Failure };

/**
 * Answers the bus. Refuses by the sender's origin first (our own content script has our id too), then by schema, then
 * calls the handler. Unknown messages are left alone: they are not ours.
 */
export function createRouter(deps: {
  handlers: Handlers;
  ownId: string;
  /** `chrome-extension://…` or `moz-extension://…` */
  ownOrigin: string;
  portalOrigins: readonly string[];
  /** Told of every failure that is not the admin's or Apple's. */
  onBug(name: MessageName, error: unknown): void;
}) {
  /** Undefined when the message is not for the bus. */
  return function route(message: unknown, raw: RawSender): Promise<Answer> | undefined {
    const name = busName(message);
    return name && answer(name, message, raw);
  };

  async function answer(name: MessageName, message: unknown, raw: RawSender): Promise<Answer> {
    try {
      const entry = contract[name];
      const sender = expectSender(raw, entry.from);
      const parsed = entry.input.safeParse(inputOf(message));
      if (!parsed.success) {
        throw new AppError('bad-message', {
          message: name,
          at: placeOf(parsed.error.issues[0]?.path ?? []),
        });
      }
      return { ok: true, value: await handle(name, parsed.data, sender) };
    } catch (error) {
      const failure = toFailure(error);
      if (failure.code === 'bug') deps.onBug(name, error);
      return { ok: false, error: failure };
    }
  }

  function handle(name: MessageName, input: unknown, sender: Sender): Promise<unknown> {
    // The contract ties each name to its own input; TypeScript cannot follow a union of names through the table.
    const handler = deps.handlers[name] as (input: unknown, sender: Sender) => Promise<unknown>;
    return handler(input, sender);
  }

  function expectSender(raw: RawSender, allowed: readonly Sender['kind'][]): Sender {
    const sender = senderOf(raw);
    if (!sender || !allowed.includes(sender.kind)) throw new AppError('forbidden-sender');
    return sender;
  }

  function senderOf(raw: RawSender): Sender | undefined {
    if (raw.id !== deps.ownId) return undefined;
    const origin = originOf(raw);
    if (origin === deps.ownOrigin) return { kind: 'ui' };
    if (origin && deps.portalOrigins.includes(origin) && raw.tab?.id !== undefined) {
      return { kind: 'portal', tabId: raw.tab.id, frameId: raw.frameId ?? 0 };
    }
    return undefined;
  }
}

/** Firefox gives no `origin` for some senders; the URL's then counts. What does not parse is nobody. */
function originOf(raw: RawSender): string | undefined {
  if (raw.origin !== undefined && raw.origin !== 'null') return raw.origin;
  if (raw.url === undefined) return undefined;
  const match = /^(https?|chrome-extension|moz-extension):\/\/[^/?#]+/.exec(raw.url);
  return match?.[0];
}

function busName(message: unknown): MessageName | undefined {
  if (typeof message !== 'object' || message === null || !('bus' in message)) return undefined;
  const { bus } = message;
  return typeof bus === 'string' && isMessageName(bus) ? bus : undefined;
}

const isMessageName = (name: string): name is MessageName => Object.hasOwn(contract, name);

const inputOf = (message: unknown): unknown =>
  typeof message === 'object' && message !== null && 'input' in message ? message.input : undefined;
