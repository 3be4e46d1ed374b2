import { useEffect, useMemo, useRef, useState } from 'react';
import { browser } from 'wxt/browser';
import { isDiskFull } from '../../lib/platform/disk.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import type { Settings } from '../../lib/platform/settings.ts';

/** The settings and which of them a policy locks, followed live; undefined until they were read. The background follows the same store. */
export function useSettings() {
  const [values, setValues] = useState<Settings>();
  const [locked, setLocked] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<Failure>();
  const opened = useMemo(async () => (await import('./open-settings.ts')).openSettings(), []);

  useEffect(() => {
    let looks = 0;
    // A look may wait for the browser's policies longer than the next one: the last one counts.
    const look = async () => {
      looks += 1;
      const turn = looks;
      try {
        const settings = await opened;
        const [values, locked] = await Promise.all([settings.read(), settings.readLocked()]);
        if (turn !== looks) return;
        setValues(values);
        setLocked(locked);
      } catch (error) {
        const failure = await failureOf(error);
        if (turn === looks) setFailure(failure);
      }
    };
    const follow = () => void look();
    follow();
    const areas = [browser.storage.local, browser.storage.managed];
    for (const one of areas) one.onChanged.addListener(follow);
    return () => {
      for (const one of areas) one.onChanged.removeListener(follow);
    };
  }, [opened]);

  // One after the other: two at once would each write over what the other read.
  const last = useRef(Promise.resolve(true));
  /** Never rejects. @returns whether it was kept; else `failure` says why not */
  const change = (part: Partial<Settings>): Promise<boolean> => {
    setFailure(undefined);
    last.current = last.current
      .then(async () => (await opened).change(part))
      .then(
        () => true,
        async (error: unknown) => {
          setFailure(await failureOf(error));
          return false;
        },
      );
    return last.current;
  };
  return { values, locked, failure, change };
}

async function failureOf(error: unknown): Promise<Failure> {
  const name = error instanceof Error ? error.name : 'Unknown';
  return { code: (await isDiskFull()) ? 'storage-full' : 'storage-broken', details: { name } };
}
