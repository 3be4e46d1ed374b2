import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import type { UnreadPlace } from './messages.ts';
import { useHolderWords } from './words.ts';

/** So many are named, the others counted. */
const mostNamed = 5;

interface Props {
  places: readonly UnreadPlace[];
  onAgain: () => void;
}

/** Above a table: which locations could not be read, and whether their rows are missing or old. */
export function UnreadPlaces({ places, onAgain }: Props) {
  const t = useHolderWords();
  const [first] = places;
  if (!first) return null;
  const rest = places.length - mostNamed;
  return (
    <div className="holder-notice">
      <FailurePanel
        failure={first.failure}
        tone="warning"
        more={
          <ul>
            {places.slice(0, mostNamed).map(({ uId, location, isShown }) => (
              <li key={uId} className="break">
                {t(isShown ? 'unread.old' : 'unread.out', { location })}
              </li>
            ))}
            {rest > 0 ? <li>{t('unread.more', { count: rest })}</li> : null}
          </ul>
        }
      >
        <Button onPress={onAgain}>{t('unread.again')}</Button>
      </FailurePanel>
    </div>
  );
}
