import { lazy, Suspense, useState } from 'react';
import { useMissedDownloads } from '../data/use-rows.ts';
import { Button } from '../ui/button.tsx';
import { openConsole } from './open-console.ts';
import { useIsOverPortal } from './use-portal-tab.ts';
import { usePopupWords } from './words.ts';

const PasteForm = lazy(async () => ({ default: (await import('../link/paste-form.tsx')).PasteForm }));

/** Over a portal tab: the manual way, for a download that the page hook did not see; anywhere, when one was noticed. */
export function PortalOffer() {
  const t = usePopupWords();
  const isOver = useIsOverPortal();
  const [isPasting, setPasting] = useState(false);
  const isMissed = useMissedDownloads()?.at !== undefined;
  if (!isOver && !isMissed) return null;
  return (
    <section className="panel">
      <p>{t(isMissed ? 'portal.missed' : 'portal.here')}</p>
      <p className="soft">{t(isMissed ? 'portal.missed.cure' : 'portal.manual')}</p>
      {isPasting ? (
        <Suspense>
          <PasteForm autoFocus onOffered={() => setPasting(false)} />
        </Suspense>
      ) : (
        <div className="acts">
          <Button onPress={() => setPasting(true)}>{t('portal.paste')}</Button>
          <Button onPress={() => openConsole('/tokens')}>{t('portal.drop')}</Button>
        </div>
      )}
    </section>
  );
}
