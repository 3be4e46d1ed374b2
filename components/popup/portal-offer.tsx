import ChevronRight from 'lucide-react/icons/chevron-right';
import { lazy, Suspense, useState } from 'react';
import { useMissedDownloads } from '../data/use-rows.ts';
import { Button } from '../ui/button.tsx';
import { openConsole } from './open-console.ts';
import { useTabKind } from './use-portal-tab.ts';
import { usePopupWords } from './words.ts';

const PasteForm = lazy(async () => ({ default: (await import('../link/paste-form.tsx')).PasteForm }));

/**
 * Over a portal tab: one line that opens the manual way, for a download that the page hook did not see; anywhere,
 * when one was noticed.
 */
export function PortalOffer() {
  const t = usePopupWords();
  const isOver = useTabKind() === 'portal';
  const [isOpen, setOpen] = useState(false);
  const isMissed = useMissedDownloads()?.at !== undefined;
  if (!isOver && !isMissed) return null;
  return (
    <details className="offer" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChevronRight size={14} aria-hidden />
        {t(isMissed ? 'portal.missed.line' : 'portal.line')}
      </summary>
      {isOpen ? (
        <div className="stack">
          <p className="soft">{t(isMissed ? 'portal.missed.cure' : 'portal.here')}</p>
          <Suspense>
            <PasteForm autoFocus onOffered={() => setOpen(false)} />
          </Suspense>
          <div className="acts">
            <Button look="link" onPress={() => openConsole('/tokens')}>
              {t('first.file')}
            </Button>
          </div>
        </div>
      ) : null}
    </details>
  );
}
