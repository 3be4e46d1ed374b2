/** Warnings as one notification: a browser drops those that come in quick succession. Pure. */
import type { NotificationKey } from '../../locales/background-texts.ts';
import type { Translate } from '../../locales/translate.ts';
import type { Warning } from './warnings.ts';

type Text = Translate<NotificationKey>;

/** A notification has room for a few lines. */
const mostLines = 4;

export interface TokenNotice {
  title: string;
  message: string;
  /** The location, when there is but one. */
  uId?: string;
}

export function noticeOf(warnings: readonly Warning[], t: Text): TokenNotice {
  const ids = new Set(warnings.map(({ location }) => location.uId));
  const [uId] = ids;
  const sentences = warnings.map((warning) => sentenceOf(warning, t));
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

function sentenceOf(warning: Warning, t: Text): string {
  const location = warning.location.locationName;
  if (warning.kind === 'ending') return t('ending', { location, count: warning.days });
  if (warning.kind === 'holder') return t('holder', { location });
  return t(warning.state === 'expired' || warning.state === 'revoked' ? warning.state : 'ended', {
    location,
  });
}
