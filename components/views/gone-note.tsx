import { memo } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { changeParams, useAddress } from '../console/route.ts';
import { useFindWords } from '../find/words.ts';
import { Button } from '../ui/button.tsx';
import { ToneIcon } from '../ui/state.tsx';
import { useDeleteView } from './use-delete-view.ts';
import { useGone, useViews } from './use-views.ts';
import { findView } from './view-query.ts';
import '../health/notice-line.css';

interface Props {
  path: string;
  locations: readonly LocationRow[];
}

/** Says that the view on the screen is of a location or list that is no more, with the ways out. */
export const GoneNote = memo(({ path, locations }: Props) => {
  const t = useFindWords();
  const { params } = useAddress();
  const gone = useGone(locations)(params);
  if (!gone) return null;
  const leave = () => changeParams({ [gone]: undefined, open: undefined });
  return (
    <div className="notice-row notice-bar gone-note tone-warning" role="status">
      <ToneIcon tone="warning" size={16} />
      <span className="notice-text">{t(`view.gone.${gone}`)}</span>
      <Button onPress={leave}>{t(gone === 'location' ? 'view.gone.all' : 'view.gone.withoutList')}</Button>
      <DeleteButton path={path} params={params} onPress={leave} />
    </div>
  );
});

/** For a saved view alone. */
function DeleteButton({
  path,
  params,
  onPress,
}: {
  path: string;
  params: URLSearchParams;
  onPress: () => void;
}) {
  const t = useFindWords();
  const current = findView(useViews() ?? [], path, params);
  const remove = useDeleteView();
  if (!current) return null;
  return (
    <Button
      onPress={() => {
        onPress();
        void remove(current);
      }}
    >
      {t('view.gone.delete')}
    </Button>
  );
}
