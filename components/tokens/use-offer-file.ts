import { useState } from 'react';
import { readToken } from '../../lib/token/read-token.ts';
import { useCommand } from '../data/use-command.ts';
import { wordsForRefusal } from '../ui/failure-words.ts';
import { useTokensWords } from './words.ts';

/** More than this is not read at all; a token has a few hundred characters. */
const largestFile = 64 * 1024;

/** Reads one given file, refuses by kind what is no token, and offers a token to the background. */
export function useOfferFile(onOffered: (candidateId: string) => void) {
  const t = useTokensWords();
  const [refusal, setRefusal] = useState<string>();
  const offer = useCommand('token.offer');

  const take = async (files: readonly File[]) => {
    const [file] = files;
    offer.forget();
    setRefusal(files.length > 1 ? t('drop.many') : undefined);
    if (!file || files.length > 1) return;
    const reading =
      file.size > largestFile
        ? ({ ok: false, reason: 'too-large' } as const)
        : readToken(new Uint8Array(await file.arrayBuffer()));
    if (!reading.ok) {
      const { title, cure } = wordsForRefusal(reading.reason);
      setRefusal(t('drop.refused', { file: file.name, reason: `${title} ${cure}` }));
      return;
    }
    const value = await offer.run({ text: reading.token.text, source: 'file' });
    if (value) onOffered(value.candidateId);
  };

  return { take, refusal, busy: offer.busy, failure: offer.failure };
}
