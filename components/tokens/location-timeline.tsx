import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { readTimeline } from '../../lib/cache/timeline-queries.ts';
import { useCache } from '../data/cache-context.ts';
import { Button } from '../ui/button.tsx';
import { writeTime } from '../ui/words.ts';
import { useEventText, worthTelling } from './timeline-text.ts';
import { useTokensWords } from './words.ts';

const fewest = 3;

/** What happened to a location since it was linked, newest first. */
export function LocationTimeline({ uId }: { uId: string }) {
  const t = useTokensWords();
  const cache = useCache();
  const textOf = useEventText();
  const all = useLiveQuery(() => readTimeline(cache, uId), [cache, uId]);
  const [isOpen, setOpen] = useState(false);
  if (!all) return null;
  const rows = isOpen ? all : worthTelling(all).slice(0, fewest);
  return (
    <section className="timeline" aria-label={t('timeline')}>
      <h3 className="small soft">{t('timeline')}</h3>
      {rows.length === 0 ? <p className="soft">{t('timeline.none')}</p> : null}
      <ol>
        {rows.map(({ id, at, event }) => (
          <li key={id}>
            <time dateTime={new Date(at).toISOString()} className="small soft">
              {writeTime(at)}
            </time>
            <span className="break">
              {textOf(event)}{' '}
              {event.kind === 'state' && event.errorNumber !== undefined ? (
                <span className="small soft">{t('event.number', { number: `${event.errorNumber}` })}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
      {all.length > rows.length || isOpen ? (
        <Button look="link" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {isOpen ? t('timeline.less') : t('timeline.all', { count: all.length })}
        </Button>
      ) : null}
    </section>
  );
}
