/** Compares apart from the page: a million licences must not hold it up. */
import { openCache } from '../data/open-cache.ts';
import { failureOfScreen } from '../ui/failure-of-screen.ts';
import { compareWithList } from './compare.ts';
import type { CompareAnswer, Comparison } from './messages.ts';

const answer = (message: CompareAnswer) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<Comparison>) => {
  compareWithList(openCache(), data).then(
    (compared) => answer({ compared }),
    (error: unknown) => answer({ failure: failureOfScreen(error) }),
  );
});
