/** The part of the bus by which screens write what the admin knows. */
import { z } from 'zod';

const uId = z.string().min(1).max(64);
const id = z.string().min(1).max(64);
const name = z.string().trim().min(1).max(200);
const nothing = z.object({}).strict();
const holderId = z.string().min(1).max(256);
const asset = { adamId: z.string().min(1).max(32), pricingParam: z.enum(['STDQ', 'PLUS']) };

export const knowledgeContract = {
  /** Name and notes of a person; an empty text takes it back, an absent one stays. */
  'person.note': {
    from: ['ui'],
    input: z.object({
      uId,
      clientUserId: holderId,
      name: z.string().max(200).exactOptional(),
      notes: z.string().max(2000).exactOptional(),
    }),
    output: nothing,
  },
  /** Names and notes of many people at once, as a part of a file of theirs; an absent text stays. */
  'people.note': {
    from: ['ui'],
    input: z.object({
      uId,
      notes: z
        .array(
          z.object({
            clientUserId: holderId,
            name: z.string().max(200).exactOptional(),
            notes: z.string().max(2000).exactOptional(),
          }),
        )
        .max(10_000),
    }),
    output: nothing,
  },
  /** Below how many free licences an asset is short; without `low` the mark goes. An empty uId: over all locations. */
  'asset.mark': {
    from: ['ui'],
    input: z.object({
      ...asset,
      uId: z.string().max(64),
      low: z.number().int().min(0).max(100_000_000).exactOptional(),
    }),
    output: nothing,
  },
  /** Makes or replaces a list of serial numbers or clientUserIds; without an id a new one. */
  'list.save': {
    from: ['ui'],
    input: z.object({
      id: id.exactOptional(),
      name,
      kind: z.enum(['device', 'user']),
      ids: z.array(holderId).max(500_000),
    }),
    output: z.object({ id }),
  },
  'list.delete': { from: ['ui'], input: z.object({ id }), output: nothing },
  /** Keeps a view of a screen under a name; without an id a new one. */
  'view.save': {
    from: ['ui'],
    input: z.object({
      id: id.exactOptional(),
      name,
      path: z.string().startsWith('/').max(64),
      query: z.string().max(2000),
    }),
    output: z.object({ id }),
  },
  'view.delete': { from: ['ui'], input: z.object({ id }), output: nothing },
  /** The admin's answers about a location; `null` takes one back, an absent one stays. */
  'location.note': {
    from: ['ui'],
    input: z.object({
      uId,
      builtIn: z.enum(['on', 'off', 'unsure']).nullable().exactOptional(),
      ownMdm: z
        .object({ id: z.string().max(100), name: z.string().max(100) })
        .nullable()
        .exactOptional(),
    }),
    output: nothing,
  },
  /** Puts a backup file back, all or nothing; a trial only counts. */
  'knowledge.restore': {
    from: ['ui'],
    input: z.object({ json: z.string().max(60_000_000), isTrial: z.boolean() }),
    output: z.object({ added: z.number(), changed: z.number(), same: z.number() }),
  },
} as const;
