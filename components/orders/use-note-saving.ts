import { useState } from 'react';
import { send } from '../../lib/bus/client.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import type { PersonText } from './draft.ts';

/** Far below what a message may weigh (64 MiB), and no long stop for the background. */
const NOTES_A_MESSAGE = 1000;

/** Keeps names and notes of people in this browser, some at a time; `save` tells whether all are kept. */
export function useNoteSaving() {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const save = async (uId: string, notes: readonly PersonText[]): Promise<boolean> => {
    setBusy(true);
    setFailure(undefined);
    const failed = await saveNotes(uId, notes);
    setBusy(false);
    setFailure(failed);
    return failed === undefined;
  };
  return { busy, failure, save };
}

async function saveNotes(uId: string, notes: readonly PersonText[]): Promise<Failure | undefined> {
  for (let from = 0; from < notes.length; from += NOTES_A_MESSAGE) {
    const reply = await send('people.note', { uId, notes: notes.slice(from, from + NOTES_A_MESSAGE) });
    if (!reply.ok) return reply.error;
  }
  return undefined;
}
