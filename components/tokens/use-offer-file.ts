import { useState } from 'react';
import type { NotAToken } from '../../lib/token/content-token.ts';
import { readToken } from '../../lib/token/read-token.ts';
import { useAttempt } from '../data/use-attempt.ts';
import { useCommand } from '../data/use-command.ts';
import { wordsForRefusal } from '../ui/failure-words.ts';
import { useTokensWords } from './words.ts';

/** More than this is not read at all; a token has a few hundred characters. */
const largestFile = 64 * 1024;

/** Reads one given file, refuses by kind what is no token, and offers a token to the background. */
export function useOfferFile(onOffered: (candidateId: string) => void) {
  const t = useTokensWords();
  const [refusal, setRefusal] = useState<string>();
  const opening = useAttempt('file-unread');
  const offer = useCommand('token.offer');

  const take = async (files: readonly File[]) => {
    const [file] = files;
    offer.forget();
    opening.forget();
    setRefusal(files.length > 1 ? t('drop.many') : undefined);
    if (!file || files.length > 1) return;
    const refuse = (reason: NotAToken) => {
      const { title, cure } = wordsForRefusal(reason);
      setRefusal(t('drop.refused', { file: file.name, reason: `${title} ${cure}` }));
    };
    if (file.size > largestFile) return refuse('too-large');
    const bytes = await opening.run(() => file.arrayBuffer());
    if (!bytes) return;
    const reading = readToken(new Uint8Array(bytes));
    if (!reading.ok) return refuse(reading.reason);
    const value = await offer.run({ text: reading.token.text, source: 'file' });
    if (value) onOffered(value.candidateId);
  };

  return { take, refusal, busy: offer.busy, failure: opening.failure ?? offer.failure };
}
