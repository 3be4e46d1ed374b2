import type { ViewRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { changeParams } from '../console/route.ts';
import { useFindWords } from '../find/words.ts';
import { Button } from '../ui/button.tsx';
import { ToneIcon } from '../ui/state.tsx';
import { useDeleteView } from './use-delete-view.ts';
import { useGone } from './use-views.ts';
import '../health/notice-line.css';

interface Props {
  params: URLSearchParams;
  current: ViewRow | undefined;
  locations: readonly LocationRow[];
}

/** Says that the view on the screen is of a location or list that is no more, with the ways out. */
export function GoneNote({ params, current, locations }: Props) {
  const t = useFindWords();
  const gone = useGone(locations)(params);
  const remove = useDeleteView();
  if (!gone) return null;
  const leave = () => changeParams({ [gone]: undefined, open: undefined });
  return (
    <div className="notice-row notice-bar gone-note tone-warning" role="status">
      <ToneIcon tone="warning" size={16} />
      <span className="notice-text">{t(`view.gone.${gone}`)}</span>
      <Button onPress={leave}>{t(gone === 'location' ? 'view.gone.all' : 'view.gone.withoutList')}</Button>
      {current ? (
        <Button
          onPress={() => {
            leave();
            void remove(current);
          }}
        >
          {t('view.gone.delete')}
        </Button>
      ) : null}
    </div>
  );
}
