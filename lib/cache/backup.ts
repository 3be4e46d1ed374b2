/**
 * Everything that the admin wrote, as one JSON file, and back again. Never a token, nor what Apple can tell again.
 * The file is a border: it may come from another version or another hand.
 */
import { z } from 'zod';
import { AppError } from '../platform/errors.ts';
import type { Database } from './database.ts';

const uId = z.string().min(1).max(64);
const text = (most: number) => z.string().max(most);
const time = z.number().int().nonnegative();
const assetKey = { adamId: z.string().min(1).max(32), pricingParam: z.enum(['STDQ', 'PLUS']) };

const backupSchema = z.object({
  format: z.literal('orchardist-backup'),
  version: z.literal(1),
  createdAt: time,
  people: z.array(
    z.object({
      uId,
      clientUserId: z.string().min(1).max(256),
      name: text(200).exactOptional(),
      notes: text(2000).exactOptional(),
      invitations: z.array(z.object({ at: time, way: z.enum(['copy', 'mailto', 'eml', 'merge', 'sheet']) })),
    }),
  ),
  marks: z.array(z.object({ ...assetKey, uId: text(64), low: z.number().int().min(0) })),
  lists: z.array(
    z.object({
      id: text(64).min(1),
      name: text(200).min(1),
      kind: z.enum(['device', 'user']),
      ids: z.array(text(256).min(1)).max(500_000),
      createdAt: time,
      changedAt: time,
    }),
  ),
  views: z.array(
    z.object({
      id: text(64).min(1),
      name: text(200).min(1),
      path: text(64).startsWith('/'),
      query: text(2000),
      createdAt: time,
    }),
  ),
  locations: z.array(
    z.object({
      uId,
      builtIn: z.enum(['on', 'off', 'unsure']).exactOptional(),
      ownMdm: z.object({ id: text(100), name: text(100) }).exactOptional(),
    }),
  ),
  appNames: z.array(z.object({ adamId: assetKey.adamId, customName: text(200).min(1) })),
});
export type Backup = z.infer<typeof backupSchema>;

export function readBackup(db: Database, now: number): Promise<Backup> {
  const { personNotes, marks, lists, views, locationNotes, apps } = db;
  return db.transaction('r', [personNotes, marks, lists, views, locationNotes, apps], async () => ({
    format: 'orchardist-backup' as const,
    version: 1 as const,
    createdAt: now,
    people: await personNotes.toArray(),
    marks: await marks.toArray(),
    lists: await lists.toArray(),
    views: await views.toArray(),
    locations: await locationNotes.toArray(),
    appNames: (await apps.toArray()).flatMap(({ adamId, customName }) =>
      customName === undefined ? [] : [{ adamId, customName }],
    ),
  }));
}

/**
 * The backup in a file's text.
 * @throws AppError backup-refused with the place of the first fault
 */
export function parseBackup(json: string): Backup {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new AppError('backup-refused', { place: '', reason: 'not-json' });
  }
  const parsed = backupSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new AppError('backup-refused', {
    place: issue?.path.join('.') ?? '',
    reason: issue?.code ?? 'unknown',
  });
}
