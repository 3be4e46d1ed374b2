import { useCommonWords } from '../ui/words.ts';
import type { Notice } from './worst-notice.ts';

/** One sentence: what is wrong and where, and how many other locations need something. */
export function useNoticeText(notice: Notice): string {
  const t = useCommonWords();
  const text = t(`notice.${notice.kind}`, {
    location: notice.location?.locationName ?? '',
    count: notice.days ?? 0,
  });
  return notice.more > 0 ? `${text} ${t('notice.more', { count: notice.more })}` : text;
}
