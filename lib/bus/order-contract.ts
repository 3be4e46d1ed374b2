/** The part of the bus by which screens confirm and steer orders and ask for invitations. */
import { z } from 'zod';

const uId = z.string().min(1).max(64);
const id = z.string().min(1).max(64);
const holderId = z.string().min(1).max(256);
const nothing = z.object({}).strict();
const ids = z.array(holderId).max(500_000);
const asset = z.object({ adamId: z.string().min(1).max(32), pricingParam: z.enum(['STDQ', 'PLUS']) });
const blocks = z
  .array(z.object({ assets: z.array(asset).max(10_000), clientUserIds: ids, serialNumbers: ids }))
  .max(500_000);
const people = z
  .array(
    z.object({
      clientUserId: holderId,
      email: z.string().max(320).exactOptional(),
      managedAppleId: z.string().max(320).exactOptional(),
    }),
  )
  .max(500_000);

const wish = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['grant', 'take-back']), blocks }),
  z.object({ kind: z.literal('take-all-back'), clientUserIds: ids, serialNumbers: ids }),
  z.object({ kind: z.enum(['create', 'edit']), people }),
  z.object({ kind: z.literal('retire'), clientUserIds: ids }),
  z.object({
    kind: z.literal('move'),
    moves: z.array(z.object({ asset, clientUserId: holderId, serialNumber: holderId })).max(500_000),
  }),
]);

export const orderContract = {
  /**
   * The admin's confirmation of the plan that they saw. The background makes the plan again from the same cache and
   * compares: `digest` is the SHA-256 of the seen plan's batches. @throws plan-changed when it would be another one now
   */
  'order.confirm': {
    from: ['ui'],
    input: z.object({
      uId,
      wish,
      digest: z.string().length(64),
      from: z.object({ id, as: z.enum(['undo', 'retry']) }).exactOptional(),
      /** What the admin typed, for what never comes back and for "take all back": the number of licences or people. */
      typed: z.string().max(64).exactOptional(),
    }),
    output: z.object({ orderId: id }),
  },
  'order.pause': { from: ['ui'], input: z.object({ orderId: id }), output: nothing },
  'order.resume': { from: ['ui'], input: z.object({ orderId: id }), output: nothing },
  /** What was not sent never will be; what was sent is followed to its end. */
  'order.cancel': { from: ['ui'], input: z.object({ orderId: id }), output: nothing },
  /**
   * The invitations of these people, read from Apple now; codes are not kept. People without one (accepted, retired,
   * unknown) are left out of the answer.
   */
  'invitation.links': {
    from: ['ui'],
    input: z.object({ uId, clientUserIds: z.array(holderId).min(1).max(100_000) }),
    output: z.object({ links: z.array(z.object({ clientUserId: holderId, url: z.string() })) }),
  },
  /** The admin took the invitations out of this browser in this way. */
  'invitation.sent': {
    from: ['ui'],
    input: z.object({
      uId,
      clientUserIds: z.array(holderId).min(1).max(100_000),
      way: z.enum(['copy', 'mailto', 'eml', 'merge', 'sheet']),
    }),
    output: nothing,
  },
} as const;
