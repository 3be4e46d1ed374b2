import { type ComponentProps, memo, useCallback, useEffect, useState } from 'react';
import type { ViewRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import type { Choice } from '../find/choices.ts';
import { FindButton } from '../find/find-button.tsx';
import { Palette } from '../find/palette.tsx';
import { noteRecent } from '../find/recent.ts';
import { useAct } from '../find/use-act.ts';
import { useEntries } from '../find/use-entries.ts';
import { useFindKeys } from '../find/use-find-keys.ts';
import { useFindWords } from '../find/words.ts';
import { UnlockDialog } from '../link/unlock-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { Later } from '../ui/later.tsx';
import { OrLeftOut } from '../ui/or-left-out.tsx';
import { useCommonWords } from '../ui/words.ts';
import { ViewButton } from '../views/view-button.tsx';
import { ViewNameDialog } from '../views/view-name-dialog.tsx';
import { viewQuery } from '../views/view-query.ts';
import { NoticeBar } from './notice-bar.tsx';
import { changeParams, useAddress } from './route.ts';

interface Props {
  path: string;
  /** Of the screen. */
  title: string;
  locations: readonly LocationRow[];
}

type Asking = { what: 'find'; text: string } | { what: 'unlock' } | { what: 'name'; view: NamedView };
type NamedView = Pick<ViewRow, 'name' | 'path' | 'query'> & { id?: string };

/**
 * Above every screen: the way to everything, the worst state of today, and the view that is on the screen. Not drawn
 * with each letter that is typed.
 */
export const TopLine = memo(({ path, title, locations }: Props) => {
  const { params } = useAddress();
  const [asking, setAsking] = useState<Asking>();
  const t = useFindWords();
  const close = useCallback(() => setAsking(undefined), []);
  const saveView = () => setAsking({ what: 'name', view: { name: title, path, query: viewQuery(params) } });
  const act = useAct({ unlock: () => setAsking({ what: 'unlock' }), saveView });
  useFindKeys(useCallback(() => setAsking({ what: 'find', text: '' }), []));

  // The address bar's keyword leads here when it found nothing.
  const wanted = params.get('find');
  useEffect(() => {
    if (wanted === null) return;
    setAsking({ what: 'find', text: wanted });
    changeParams({ find: undefined });
  }, [wanted]);

  const choose = ({ key, does }: Choice) => {
    close();
    // Only a convenience: where it cannot be kept, nothing is lost.
    noteRecent(key).catch(() => undefined);
    if (typeof does !== 'string') void act(does);
    else {
      location.hash = does;
      document.querySelector('main')?.focus();
    }
  };

  return (
    <div className="top-line">
      <FindButton onPress={() => setAsking({ what: 'find', text: '' })} />
      <Later before={<span className="grow" />}>
        <OrLeftOut per={path}>
          <NoticeBar locations={locations} />
        </OrLeftOut>
      </Later>
      <span className="top-line-view">
        <OrLeftOut per={path}>
          <ViewButton
            path={path}
            params={params}
            onSave={saveView}
            onRename={(view) => setAsking({ what: 'name', view })}
          />
        </OrLeftOut>
      </span>
      {asking?.what === 'find' ? (
        <OrSaid title={t('title')} onClose={close}>
          <OpenPalette
            text={asking.text}
            locations={locations}
            onChoose={choose}
            // Comes after the choice, which may have asked something else already.
            onClose={() => setAsking((now) => (now?.what === 'find' ? undefined : now))}
          />
        </OrSaid>
      ) : null}
      {asking?.what === 'unlock' ? <UnlockDialog onClose={close} /> : null}
      {asking?.what === 'name' ? (
        <OrSaid title={t('view.save.title')} onClose={close}>
          <ViewNameDialog view={asking.view} onClose={close} />
        </OrSaid>
      ) : null}
    </div>
  );
});

interface OpenProps {
  text: string;
  locations: readonly LocationRow[];
  onChoose: (choice: Choice) => void;
  onClose: () => void;
}

/** What it lists is read while it is open. */
function OpenPalette(props: OpenProps) {
  return <Palette {...props} entries={useEntries(props.locations)} />;
}

/** What was asked for and cannot be read is told in its place: nothing would come of a key otherwise. */
function OrSaid({ title, onClose, children }: Omit<ComponentProps<typeof Dialog>, 'alert'>) {
  const t = useCommonWords();
  return (
    <ErrorBoundary
      around={(failure) => (
        <Dialog title={title} onClose={onClose}>
          {failure}
          <div className="acts end">
            <Button autoFocus onPress={onClose}>
              {t('act.close')}
            </Button>
          </div>
        </Dialog>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
