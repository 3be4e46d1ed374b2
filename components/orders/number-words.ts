import numbers from '../../locales/en/apple-numbers.json';
import type { FailureWords } from '../ui/failure-words.ts';
import { createText } from '../ui/words.ts';

const translate = await createText('apple-numbers', numbers);

type Key = keyof typeof numbers;

export interface NumberWords extends FailureWords {
  /** Apple's own words, in English, for a number that we have none for: to be drawn as data. */
  appleText?: string;
}

/**
 * What one of Apple's numbers means for the admin and what to do. The number alone decides: one number may come with
 * several texts, and new ones may appear at any time (reference 7.1).
 * @param appleText of `errorCodes` in service/config
 */
export function wordsOfNumber(errorNumber: number, appleText?: string): NumberWords {
  const [title, cure] = [`${errorNumber}.title`, `${errorNumber}.cure`];
  if (isKey(title) && isKey(cure)) return { title: translate(title), cure: translate(cure) };
  return {
    // As text, or a language would put separators into it.
    title: translate('other.title', { number: String(errorNumber) }),
    cure: translate('other.cure'),
    ...(appleText && { appleText }),
  };
}

function isKey(text: string): text is Key {
  return Object.hasOwn(numbers, text);
}
