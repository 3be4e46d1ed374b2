/** The part of the bus by which screens set MDMs up and hand tokens over. */
import { z } from 'zod';

const uId = z.string().min(1).max(64);
const id = z.string().min(1).max(64);
const nothing = z.object({}).strict();
const settings = z.record(z.string().max(64), z.string().max(8192));

/** What the capture card shows of a hand-over: nothing secret. */
export const cardHandover = z.object({
  /** `locked`: it goes on after the unlock. `by-hand`: the admin opens the console's page and places it there. */
  state: z.enum(['offered', 'under-way', 'locked', 'asking', 'placed', 'by-hand', 'done', 'failed']),
  /** What a click does: sends, opens the console's page, or leads to the popup. Absent: there is nothing to click. */
  act: z.enum(['send', 'place', 'popup']).optional(),
  /** As the admin calls it; absent while none is remembered. */
  mdm: z.string().optional(),
  /** Of the MDM that a click goes to: two may be called alike. */
  mdmId: z.string().optional(),
  /** When the token that it replaces ended there, in milliseconds since the epoch. */
  expiredBefore: z.number().optional(),
  /** The MDM accepted the token, and its record ends as before: it cannot tell which of them it has. */
  isAcceptedAlone: z.boolean().optional(),
  failureCode: z.string().optional(),
  /** It failed, and yet the MDM has the token, or may have it. */
  unconfirmed: z.boolean().optional(),
});
export type CardHandover = z.output<typeof cardHandover>;

export const mdmContract = {
  /** Sets an MDM up or changes it. `secrets` go to the vault; those left out stay. */
  'mdm.save': {
    from: ['ui'],
    input: z.object({
      id: id.exactOptional(),
      way: z.discriminatedUnion('by', [
        z.object({ by: z.literal('api'), connector: z.string().max(64) }),
        z.object({ by: z.literal('page'), preset: z.string().max(64) }),
      ]),
      name: z.string().trim().min(1).max(200),
      settings,
      secrets: settings.exactOptional(),
    }),
    output: z.object({ id }),
  },
  /** Address and sign-in; the outcome stands in the row. */
  'mdm.test': { from: ['ui'], input: z.object({ id }), output: nothing },
  /** Forgets an MDM with its sign-in and the permission for its host. */
  'mdm.remove': { from: ['ui'], input: z.object({ id }), output: nothing },
  /**
   * Hands the location's token over: the record is matched, and when none or several fit the delivery asks. Its course
   * stands in its row. `claim`: the admin ticked that this MDM takes the location over.
   */
  'delivery.start': {
    from: ['ui'],
    input: z.object({ uId, mdmId: id, claim: z.boolean().exactOptional() }),
    output: z.object({ deliveryId: id }),
  },
  /** The admin's answer to `asking`: a record, or a new one; `claim` only when ticked. */
  'delivery.choose': {
    from: ['ui'],
    input: z.object({
      deliveryId: id,
      choice: z.union([
        z.object({ recordId: z.string().max(256) }),
        z.object({ add: z.literal(true), extra: settings }),
      ]),
      claim: z.boolean(),
    }),
    output: nothing,
  },
  'delivery.cancel': { from: ['ui'], input: z.object({ deliveryId: id }), output: nothing },
} as const;

/** The hand-over to a page, which needs no MDM to be set up. */
export const pageContract = {
  /**
   * Places the location's token on the console page of an MDM: in the open tab, or, with `mdmId`, on the page of a saved
   * console, which is opened. Without `uId` the only location, else the one that was placed there last, which the page asks about. Answers when
   * the page was entered; the page itself shows the rest.
   */
  'page.place': {
    from: ['ui'],
    input: z.object({ uId: uId.exactOptional(), mdmId: id.exactOptional() }),
    output: nothing,
  },
} as const;
