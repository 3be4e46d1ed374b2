import { useMissedDownloads } from '../data/use-rows.ts';
import { PasteForm } from '../link/paste-form.tsx';
import { Button } from '../ui/button.tsx';
import { openConsole } from './open-console.ts';
import { useTabKind } from './use-portal-tab.ts';
import { usePopupWords } from './words.ts';

/** Nothing is linked yet: one sentence, a field, and the way to the console for files. */
export function FirstRun() {
  const t = usePopupWords();
  const isOverPortal = useTabKind() === 'portal';
  const isMissed = useMissedDownloads()?.at !== undefined;
  return (
    <div className="stack">
      <h1 className="popup-title">{t('first.title')}</h1>
      <p>{t(isMissed ? 'portal.missed' : isOverPortal ? 'portal.here' : 'first.sentence')}</p>
      {isMissed || isOverPortal ? (
        <p className="soft">{t(isMissed ? 'portal.missed.cure' : 'portal.manual')}</p>
      ) : null}
      <PasteForm autoFocus onOffered={() => undefined} />
      {/* Firefox closes a popup when a file picker opens, so files go to the console. */}
      <div className="acts">
        <Button look="link" onPress={() => openConsole('/tokens')}>
          {t('first.file')}
        </Button>
      </div>
    </div>
  );
}
