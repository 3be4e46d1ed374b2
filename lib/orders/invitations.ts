import type { AppleReads } from '../apple/contract.ts';
import type { Database } from '../cache/database.ts';
import type { InvitationWay } from '../cache/knowledge-rows.ts';
import { noteInvitations } from '../cache/write-knowledge.ts';
import { getInvitationLink } from '../people/invitation-link.ts';
import { AppError } from '../platform/errors.ts';
import { storing } from '../platform/storage-error.ts';
import { readActiveUsers } from './find-so.ts';

export interface InvitationLink {
  clientUserId: string;
  url: string;
}

/** The way to what people are invited by. A code is in the answer and nowhere else. */
export function createInvitations(deps: {
  db: Database;
  apple: AppleReads;
  now(): number;
  /** @throws AppError vault-locked, token-missing */
  expectToken(uId: string): Promise<string>;
  keepAlive(): Promise<void>;
}) {
  const { db, apple, keepAlive } = deps;

  return {
    /**
     * Read from Apple now, one by one for a few people, else all of them. Without those who have no code.
     * @throws AppError location-unknown, vault-locked, token-missing, unexpected-answer, what Apple's answer is
     */
    async links(uId: string, clientUserIds: readonly string[]): Promise<InvitationLink[]> {
      if (!(await storing(() => db.locations.get(uId)))) throw new AppError('location-unknown', { uId });
      const location = apple.location(await deps.expectToken(uId), uId);
      const template = (await apple.serviceConfig()).urls.invitationEmail;
      if (template === undefined) throw new AppError('unexpected-answer', { field: 'invitationEmail' });
      const { signal } = new AbortController();
      const users = await readActiveUsers({ db, uId, location, signal, keepAlive }, clientUserIds);
      return clientUserIds.flatMap((clientUserId) => {
        const code = users.get(clientUserId)?.inviteCode;
        const url = code === undefined ? undefined : getInvitationLink(template, code);
        return url === undefined ? [] : [{ clientUserId, url }];
      });
    },

    /** Notes that the invitations left this browser. @throws AppError storage-full, storage-broken */
    async noteSent(uId: string, clientUserIds: readonly string[], way: InvitationWay): Promise<void> {
      await storing(() => noteInvitations(db, uId, clientUserIds, { at: deps.now(), way }));
    },
  };
}
export type Invitations = ReturnType<typeof createInvitations>;
