import X from 'lucide-react/icons/x';
import { useEffect, useRef } from 'react';
import { useConsoleWords } from '../console/words.ts';
import { Age } from '../ui/age.tsx';
import { IconButton } from '../ui/button.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import { appTitle } from './app-name.ts';
import { AssetIcon } from './asset-icon.tsx';
import type { AssetLineRow } from './asset-rows.ts';
import { countsText } from './counts-text.ts';
import { HoldersTable } from './holders-table.tsx';
import { NameForm } from './name-form.tsx';

interface Props {
  /** undefined when a sync has taken it away. */
  line: AssetLineRow | undefined;
  onClose: () => void;
}

/** One app or book of one location beside the list: its counts and who holds it. Escape closes it. */
export function AssetPane({ line, onClose }: Props) {
  const t = useConsoleWords();
  const tc = useCommonWords();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    frame.current?.focus({ preventScroll: true });
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      className="beside-detail"
      aria-label={line ? appTitle(tc, line.app) : t('detail.gone')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      {line ? <Head line={line} onClose={onClose} /> : <Gone onClose={onClose} />}
      {line ? <HoldersTable asset={line.asset} /> : null}
    </aside>
  );
}

function Head({ line: { asset, app, locationName }, onClose }: { line: AssetLineRow; onClose: () => void }) {
  const t = useConsoleWords();
  const tc = useCommonWords();
  return (
    <header className="pane-head">
      <div className="pane-title">
        <AssetIcon adamId={asset.adamId} isBook={asset.productType === 'Book'} size={40} />
        <div className="grow">
          <h2 className="break">{appTitle(tc, app)}</h2>
          <p className="small soft break">{[app?.sellerName, asset.adamId].filter(Boolean).join(' · ')}</p>
        </div>
        <IconButton label={t('detail.close')} onPress={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      <p className="break">
        <span className="strong">{locationName}</span>: {countsText(tc, asset)} <Age at={asset.asOf} />
      </p>
      {asset.revocable ? null : <State tone="warning">{t('apps.irrevocable')}</State>}
      {app?.storeUrl ? (
        <a href={app.storeUrl} target="_blank" rel="noreferrer">
          {t('detail.store')}
        </a>
      ) : null}
      {app?.name ? null : <NameForm adamId={asset.adamId} name={app?.customName ?? ''} />}
    </header>
  );
}

function Gone({ onClose }: { onClose: () => void }) {
  const t = useConsoleWords();
  return (
    <header className="pane-head">
      <div className="pane-title">
        <p className="grow">{t('detail.gone')}</p>
        <IconButton label={t('detail.close')} onPress={onClose}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
    </header>
  );
}
