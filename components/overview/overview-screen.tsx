import { writeRoute } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { useCandidates } from '../data/use-rows.ts';
import { NotificationSettings } from '../settings/notification-settings.tsx';
import { HowToGet } from '../tokens/how-to-get.tsx';
import { useCommonWords } from '../ui/words.ts';
import { AllWell } from './all-well.tsx';
import { LocationTotals } from './location-totals.tsx';
import { NeedLine } from './need-line.tsx';
import { OrdersUnderWay } from './orders-under-way.tsx';
import { UnderWay } from './under-way.tsx';
import { type Overview, useOverview } from './use-overview.ts';
import { useOverviewWords } from './words.ts';
import './overview.css';

/** What needs the admin today, what is under way, and what each location has. */
export function OverviewScreen({ params, locations }: ScreenProps) {
  const t = useOverviewWords();
  const tc = useCommonWords();
  const waiting = useCandidates();
  const isUnlinked = locations.length === 0 && waiting?.length === 0;
  const overview = useOverview(locations, params.get('location') ?? '');
  return (
    <>
      <header className="screen-head">
        <h1>{t('title')}</h1>
      </header>
      <div className="screen-body overview">
        {isUnlinked ? (
          <HowToGet>
            <p>
              <a className="button primary" href={writeRoute('/tokens', { link: '1' })}>
                {t('cure.link')}
              </a>
            </p>
          </HowToGet>
        ) : overview ? (
          <>
            <Needs overview={overview} />
            <UnderWay lines={overview.lines} />
            <OrdersUnderWay only={params.get('location') ?? ''} />
            {overview.lines.length > 0 ? <LocationTotals lines={overview.lines} /> : null}
            <NotificationSettings isQuiet />
          </>
        ) : (
          <p className="soft" role="status">
            {tc('loading')}
          </p>
        )}
      </div>
    </>
  );
}

function Needs({ overview }: { overview: Overview }) {
  const t = useOverviewWords();
  const tc = useCommonWords();
  const { needs, lines, isComplete } = overview;
  const nameOf = (uId: string) =>
    lines.find(({ location }) => location.uId === uId)?.location.locationName ?? uId;
  if (needs.length === 0) {
    // Of no location there is nothing to say, for example of one that was unlinked.
    if (lines.length === 0) return null;
    return isComplete ? (
      <AllWell overview={overview} />
    ) : (
      <p className="soft" role="status">
        {tc('loading')}
      </p>
    );
  }
  return (
    <section className="panel needs" aria-label={t('needs')}>
      <h2>{t('needs')}</h2>
      <ul>
        {needs.map((need, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a need is told by its place; lines keep no state of their own
          <NeedLine key={`${need.kind} ${index}`} need={need} nameOf={nameOf} />
        ))}
      </ul>
    </section>
  );
}
