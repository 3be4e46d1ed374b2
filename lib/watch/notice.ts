/** Warnings as one notification: a browser drops those that come in quick succession. Pure. */
import texts from '../../locales/en/notifications.json' with { type: 'json' };
import { createTranslator } from '../../locales/translate.ts';
import type { Warning } from './warnings.ts';

const t = createTranslator(texts, 'en');
/** A notification has room for a few lines. */
const mostLines = 4;

export interface TokenNotice {
  title: string;
  message: string;
  /** The location, when there is but one. */
  uId?: string;
}

export function noticeOf(warnings: readonly Warning[]): TokenNotice {
  const ids = new Set(warnings.map(({ location }) => location.uId));
  const [uId] = ids;
  const sentences = warnings.map(sentenceOf);
  if (ids.size === 1 && uId !== undefined) {
    return { title: t('title.one'), message: sentences.join('\n'), uId };
  }
  const lines = sentences.length > mostLines ? sentences.slice(0, mostLines - 1) : sentences;
  const more = sentences.length - lines.length;
  return {
    title: t('title.many', { count: ids.size }),
    message: [...lines, ...(more > 0 ? [t('more', { count: more })] : [])].join('\n'),
  };
}

function sentenceOf(warning: Warning): string {
  const location = warning.location.locationName;
  if (warning.kind === 'ending') return t('ending', { location, count: warning.days });
  if (warning.kind === 'holder') return t('holder', { location });
  return t(warning.state === 'expired' || warning.state === 'revoked' ? warning.state : 'ended', {
    location,
  });
}
