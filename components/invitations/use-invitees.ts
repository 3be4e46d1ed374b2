import { useLiveQuery } from 'dexie-react-hooks';
import { useEffect, useMemo, useRef, useState } from 'react';
import { browser } from 'wxt/browser';
import type { Invitation } from '../../lib/cache/knowledge-rows.ts';
import type { UserStatus } from '../../lib/cache/rows.ts';
import { findAccepted } from '../../lib/people/pending.ts';
import { useCache } from '../data/cache-context.ts';

/** Somebody of a location who waits for an invitation, or has accepted one. */
export interface DeskPerson {
  clientUserId: string;
  status: UserStatus;
  email?: string;
  name?: string;
  invitations: Invitation[];
}

const order = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** What a person is called first. */
export const titleOf = ({ name, email, clientUserId }: DeskPerson): string => name ?? email ?? clientUserId;

/**
 * The active people of a location, by what they are called, with what is known of their invitations.
 * @returns undefined while they are read here; `unread` where they were never read from Apple
 */
export function useDeskPeople(uId: string): DeskPerson[] | 'unread' | undefined {
  const cache = useCache();
  return useLiveQuery(async () => {
    const set = await cache.userSets.get(uId);
    if (!set) return 'unread';
    const notes = await cache.personNotes.where(':id').between([uId, ''], [uId, '\uffff']).toArray();
    const byId = new Map(notes.map((note) => [note.clientUserId, note]));
    const people: DeskPerson[] = [];
    await cache.users
      .where(':id')
      .between([uId, set.generation, ''], [uId, set.generation, '\uffff'])
      .each(({ clientUserId, status, email }) => {
        if (status !== 'Registered' && status !== 'Associated') return;
        const note = byId.get(clientUserId);
        people.push({
          clientUserId,
          status,
          ...(email && { email }),
          ...(note?.name && { name: note.name }),
          invitations: note?.invitations ?? [],
        });
      });
    return people.sort((a, b) => order.compare(titleOf(a), titleOf(b)));
  }, [cache, uId]);
}

const keyOf = (uId: string) => `invitations-waiting:${uId}`;

/** Who has accepted since this desk was open the last time; who waits now is remembered for the next. */
export function useAccepted(uId: string, people: readonly DeskPerson[] | undefined): DeskPerson[] {
  const [before, setBefore] = useState<{ uId: string; ids: ReadonlySet<string> }>();
  useEffect(() => {
    let isCurrent = true;
    browser.storage.local.get(keyOf(uId)).then(
      (found) => {
        const ids: unknown = found[keyOf(uId)];
        if (isCurrent) setBefore({ uId, ids: new Set(isTexts(ids) ? ids : []) });
      },
      () => setBefore({ uId, ids: new Set() }),
    );
    return () => {
      isCurrent = false;
    };
  }, [uId]);
  const waited = useRef<ReadonlySet<string>>(new Set());
  const found = useMemo(
    () =>
      people && before?.uId === uId
        ? findAccepted(people, new Set([...before.ids, ...waited.current]))
        : undefined,
    [people, before, uId],
  );
  useEffect(() => {
    if (!found) return;
    // Whoever waits now may accept while the desk is open.
    waited.current = new Set([...waited.current, ...found.waiting]);
    // Only a convenience: where it cannot be kept, nobody is named the next time.
    browser.storage.local.set({ [keyOf(uId)]: found.waiting }).catch(() => undefined);
  }, [found, uId]);
  return found?.accepted ?? [];
}

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');
