/**
 * The bus: every message, who may send it, what goes in and what comes out.
 * No message hands out a token. Screens read the cache; a message is a command or wakes the background.
 * Content scripts import this file's types only (Zod must not land in them).
 */
import { z } from 'zod';
import { knowledgeContract } from './knowledge-contract.ts';
import { cardHandover, mdmContract, pageContract } from './mdm-contract.ts';
import { orderContract } from './order-contract.ts';

const uId = z.string().min(1).max(64);
const candidateId = z.string().min(1).max(64);
/** The largest file that we look into; a real token has a few hundred characters. */
const tokenText = z.string().max(64 * 1024);
const passphrase = z.string().min(1).max(1024);
const nothing = z.object({}).strict();
/** The MDM that the clicked button named, as the admin calls it: another one may be called so too. */
const shownMdm = z.object({ id: z.string().max(64), name: z.string().max(200) });
export type ShownMdm = z.output<typeof shownMdm>;

/** How the first link decides to keep tokens. */
const keep = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('session') }),
  z.object({ mode: z.literal('sealed'), passphrase }),
]);

/** What the capture card may show: nothing secret. */
const card = z.object({
  candidateId,
  orgName: z.string(),
  expiresAt: z.number(),
  state: z.enum(['proving', 'ready', 'needs-popup', 'refused', 'linked', 'gone']),
  locationName: z.string().optional(),
  renews: z.boolean().optional(),
  failureCode: z.string().optional(),
  /** How the token goes on to the MDM once it is linked. */
  handover: cardHandover.optional(),
  /** The browser did not open the popup that the click asked for. */
  popupRefused: z.literal(true).optional(),
});
/** The card's texts in the admin's language; a portal page has English alone. */
const cardWords = z.object({
  language: z.string(),
  direction: z.string(),
  texts: z.record(z.string(), z.string()),
});
/** The card about a download that the page hook did not see. */
const missed = z.object({ state: z.literal('missed') });

export const contract = {
  /** Wakes the background, so that it picks up what a dead worker, a lost network or a full disk left. */
  'app.wake': { from: ['ui'], input: nothing, output: nothing },
  /** A pasted text or the content of a file. Proves it and leaves a candidate to confirm. */
  'token.offer': {
    from: ['ui'],
    input: z.object({ text: tokenText, source: z.enum(['paste', 'file']) }),
    output: z.object({ candidateId }),
  },
  /**
   * The admin's confirmation. `expectUId` is set when renewing a given location: another one is refused.
   * `replaceNewer` answers `older-token`: the admin wants it although the linked one ends later.
   */
  'candidate.link': {
    from: ['ui'],
    input: z.object({
      candidateId,
      keep: keep.optional(),
      expectUId: uId.optional(),
      replaceNewer: z.literal(true).optional(),
    }),
    output: z.object({ uId, renewed: z.boolean() }),
  },
  'candidate.dismiss': { from: ['ui'], input: z.object({ candidateId }), output: nothing },
  /** Proves a candidate again, for example once the network is back or the permission is given. */
  'candidate.prove': { from: ['ui'], input: z.object({ candidateId }), output: nothing },
  /** The file of a missed download is not asked for any more. */
  'download.dismiss': { from: ['ui'], input: nothing, output: nothing },
  'vault.unlock': { from: ['ui'], input: z.object({ passphrase }), output: nothing },
  'vault.lock': { from: ['ui'], input: nothing, output: nothing },
  /** Changes the way tokens are kept; `current` is needed when they are sealed now. */
  'vault.keep': { from: ['ui'], input: z.object({ keep, current: passphrase.optional() }), output: nothing },
  'location.sync': {
    from: ['ui'],
    input: z.object({ uId, full: z.boolean().optional() }),
    output: nothing,
  },
  /** Forgets the token and everything cached of the location. Nothing changes at Apple. */
  'location.unlink': { from: ['ui'], input: z.object({ uId }), output: nothing },
  /** A name by hand for an app that the store does not know; an empty one takes it back. */
  'app.name': {
    from: ['ui'],
    input: z.object({ adamId: z.string().max(32), name: z.string().max(200) }),
    output: nothing,
  },
  ...knowledgeContract,
  ...mdmContract,
  ...pageContract,
  ...orderContract,
  /** Wipes tokens, cache, settings: everything. */
  'app.wipe': { from: ['ui'], input: nothing, output: nothing },

  'portal.capture': {
    from: ['portal'],
    input: z.object({ text: tokenText }),
    output: z.object({ candidateId }),
  },
  /** The card of this tab, if any: asked by the top frame when it loads and after each click. */
  'portal.card': {
    from: ['portal'],
    input: nothing,
    output: z.object({ card: z.union([card, missed]).optional() }),
  },
  /** Asked when a card is about to be shown. */
  'portal.words': { from: ['portal'], input: nothing, output: cardWords },
  /** With `mdm`, the button promised to send the token on there once it is linked. */
  'portal.link': {
    from: ['portal'],
    input: z.object({ candidateId, mdm: shownMdm.optional() }),
    output: z.object({ card }),
  },
  /**
   * The click on a linked card: sends the token to the MDM remembered for its location, or opens the console's page;
   * what only the admin can answer leads to the popup. Where another MDM than `mdm` is remembered by then, nothing is
   * sent and the card names that one.
   */
  'portal.deliver': {
    from: ['portal'],
    input: z.object({ candidateId, mdm: shownMdm.optional() }),
    output: z.object({ card }),
  },
  'portal.dismiss': { from: ['portal'], input: z.object({ candidateId }), output: nothing },
  /** What the admin does with the card about a missed download, once: not now, or open the Tokens page. */
  'portal.missed': {
    from: ['portal'],
    input: z.object({ act: z.enum(['dismiss', 'open']) }),
    output: nothing,
  },
  /** A label, link or route says that the token page may be open: lights the badge, nothing else. */
  'portal.hint': {
    from: ['portal'],
    input: z.object({ hint: z.enum(['route', 'link', 'label']) }),
    output: nothing,
  },
} as const satisfies Record<
  string,
  { from: readonly ('ui' | 'portal')[]; input: z.ZodType; output: z.ZodType }
>;

export type Contract = typeof contract;
export type MessageName = keyof Contract;
export type Input<N extends MessageName> = z.input<Contract[N]['input']>;
export type Output<N extends MessageName> = z.output<Contract[N]['output']>;
export type Card = z.output<typeof card>;
export type CardWords = z.output<typeof cardWords>;
export type MissedCard = z.output<typeof missed>;
export type Keep = z.output<typeof keep>;

/** Sent by the background to the top frame of a portal tab when the card changed. */
export interface CardChanged {
  type: 'card-changed';
  /** Null when the card about a missed download has come to its end. */
  card: Card | MissedCard | null;
}

/** The envelope on the wire. */
export interface BusMessage<N extends MessageName = MessageName> {
  bus: N;
  input: Input<N>;
}
export type Reply<T> = { ok: true; value: T } | { ok: false; error: import('../platform/errors.ts').Failure };
