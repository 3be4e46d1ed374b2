import { useState } from 'react';
import type { Output } from '../../lib/bus/contract.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { useAttempt } from '../data/use-attempt.ts';
import { useCommand } from '../data/use-command.ts';

export type Restored = Output<'knowledge.restore'>;

/** The largest file that is looked into, in bytes; a message between our pages must stay below 64 MB. */
const largest = 60_000_000;

interface Trial {
  file: string;
  json: string;
  counts: Restored;
}

/** A backup file on its way back: tried first, written when the admin has seen what it would do. */
export function useRestore() {
  const restore = useCommand('knowledge.restore');
  const [trial, setTrial] = useState<Trial>();
  const [done, setDone] = useState<Restored>();
  const reading = useAttempt('file-unread');
  const [refusal, setRefusal] = useState<Failure>();
  const [isMany, setMany] = useState(false);

  const forget = () => {
    setTrial(undefined);
    setDone(undefined);
    reading.forget();
    setRefusal(undefined);
    setMany(false);
    restore.forget();
  };

  async function take(files: readonly File[]): Promise<void> {
    const [file, ...others] = files;
    if (!file) return;
    forget();
    if (others.length > 0) {
      setMany(true);
      return;
    }
    if (file.size > largest) {
      setRefusal({ code: 'backup-refused', details: { place: '', reason: 'too-large' } });
      return;
    }
    const json = await reading.run(() => file.text());
    if (json === undefined) return;
    const counts = await restore.run({ json, isTrial: true });
    if (counts) setTrial({ file: file.name, json, counts });
  }

  async function confirm(): Promise<void> {
    if (!trial) return;
    const counts = await restore.run({ json: trial.json, isTrial: false });
    if (!counts) return;
    setTrial(undefined);
    setDone(counts);
  }

  return {
    take,
    confirm,
    forget,
    trial,
    done,
    isMany,
    busy: restore.busy,
    failure: refusal ?? reading.failure ?? restore.failure,
  };
}
