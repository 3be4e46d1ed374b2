import { type ReactNode, useEffect, useState } from 'react';
import { isDiskFull } from '../../lib/platform/disk.ts';
import { type Failure, findAppError, toFailure } from '../../lib/platform/errors.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useCommonWords } from '../ui/words.ts';
import { useCache } from './cache-context.ts';

/** Says why, when the cache cannot be opened: live queries alone would wait for ever. */
export function StoreGate({ children }: { children: ReactNode }) {
  const t = useCommonWords();
  const cache = useCache();
  const [failure, setFailure] = useState<Failure>();
  useEffect(() => {
    cache.open().then(
      () => setFailure(undefined),
      async (error: unknown) => {
        const own = findAppError(error);
        if (own) return setFailure(toFailure(own));
        const name = error instanceof Error ? error.name : 'Unknown';
        setFailure({ code: (await isDiskFull()) ? 'storage-full' : 'storage-broken', details: { name } });
      },
    );
  }, [cache]);
  if (!failure) return children;
  return (
    <main className="padded">
      <FailurePanel failure={failure}>
        <Button onPress={() => location.reload()}>{t('candidate.again')}</Button>
      </FailurePanel>
    </main>
  );
}
