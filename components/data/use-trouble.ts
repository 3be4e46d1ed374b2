import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';

export type Trouble = 'storage-full' | 'storage-broken';

/** Set by the background (lib/platform/trouble.ts) while it cannot write into the cache. */
export function useTrouble(): Trouble | undefined {
  const [trouble, setTrouble] = useState<Trouble>();
  useEffect(() => {
    const { session } = browser.storage;
    const look = () => {
      session.get('trouble').then(
        (found) => setTrouble(asTrouble(found.trouble)),
        () => setTrouble(undefined),
      );
    };
    look();
    session.onChanged.addListener(look);
    return () => session.onChanged.removeListener(look);
  }, []);
  return trouble;
}

function asTrouble(value: unknown): Trouble | undefined {
  return value === 'storage-full' || value === 'storage-broken' ? value : undefined;
}
