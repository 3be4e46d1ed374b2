import { useCallback, useEffect, useState } from 'react';
import { fold } from '../../lib/cache/fold.ts';
import type { Holder } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';

const none: ReadonlyMap<string, string> = new Map();
/** Few enough that no frame is late. */
const atOnce = 1000;

/**
 * The e-mail addresses of the people in a table, read once.
 * @param more those of people whom Apple does not know yet
 */
export function useHolderNames(
  uId: string,
  table: { people(): string[] },
  more: ReadonlyMap<string, string> = none,
) {
  const cache = useCache();
  const [emails, setEmails] = useState(none);
  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const set = await cache.userSets.get(uId);
      const ids = set ? table.people() : [];
      const found = new Map<string, string>();
      for (let from = 0; from < ids.length && set && isCurrent; from += atOnce) {
        const keys = ids
          .slice(from, from + atOnce)
          .map((id): [string, number, string] => [uId, set.generation, id]);
        for (const user of await cache.users.bulkGet(keys))
          if (user?.email) found.set(user.clientUserId, user.email);
      }
      if (isCurrent) setEmails(found);
    };
    // Without the addresses the ids stand alone.
    read().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [cache, uId, table]);
  const nameOfHolder = useCallback(
    ({ kind, id }: Holder): string | undefined =>
      kind === 'user' ? (more.get(id) ?? emails.get(id)) : undefined,
    [emails, more],
  );
  const isNamed = useCallback(
    (holder: Holder, text: string) => fold(nameOfHolder(holder) ?? '').includes(text),
    [nameOfHolder],
  );
  return { nameOfHolder, isNamed };
}
