import ArrowLeft from 'lucide-react/icons/arrow-left';
import X from 'lucide-react/icons/x';
import { useEffect, useRef } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { changeParams } from '../console/route.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Select } from '../ui/select.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { useCommonWords } from '../ui/words.ts';
import { appTitle } from './app-name.ts';
import { type AssetGroup, type AssetPart, assetKeyText, partKeyText } from './asset-groups.ts';
import { AssetIcon } from './asset-icon.tsx';
import type { AssetLine } from './asset-lines.ts';
import { CountsTab } from './counts-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { HoldersTab } from './holders-tab.tsx';
import { useAppsWords } from './words.ts';

interface Props {
  /** undefined when a sync has taken it away. */
  line: AssetLine | undefined;
  locations: readonly LocationRow[];
  params: URLSearchParams;
}

const tabs = ['counts', 'holders', 'history'] as const;
const close = () => changeParams({ open: undefined });

/** One app or book beside the list, over all its locations or in one. Escape closes it. */
export function AssetPane({ line, locations, params }: Props) {
  const t = useAppsWords();
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
      aria-label={line ? appTitle(tc, line.group.app) : t('detail.gone')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className="pane-back">
        <Button look="quiet" onPress={close}>
          <ArrowLeft size={16} aria-hidden className="turns" />
          {t('detail.back')}
        </Button>
      </div>
      {line ? <Detail {...line} locations={locations} params={params} /> : <Gone />}
    </aside>
  );
}

function Detail({ group, part, locations, params }: AssetLine & Omit<Props, 'line'>) {
  const t = useAppsWords();
  const parts: readonly [AssetPart, ...AssetPart[]] = part ? [part] : group.parts;
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'counts';
  const content = {
    counts: <CountsTab group={group} part={part} locations={locations} />,
    holders: <HoldersTab assetKey={group.key} parts={parts} />,
    history: <HistoryTab assetKey={group.key} parts={parts} />,
  };
  return (
    <>
      <Head group={group} part={part} />
      <Tabs
        label={t('detail.tabs')}
        chosen={tab}
        onChoose={(id) => changeParams({ tab: id === 'counts' ? undefined : id })}
        tabs={tabs.map((id) => ({ id, title: t(`detail.tab.${id}`), content: content[id] }))}
      />
    </>
  );
}

function Head({ group, part }: { group: AssetGroup; part: AssetPart | undefined }) {
  const t = useAppsWords();
  const tc = useCommonWords();
  const { key, app, parts } = group;
  return (
    <header className="pane-head">
      <div className="pane-title">
        <AssetIcon adamId={key.adamId} isBook={parts[0].asset.productType === 'Book'} size={40} />
        <div className="grow">
          <h2 className="break">
            <bdi>{appTitle(tc, app)}</bdi>
          </h2>
          <p className="small soft break">{[app?.sellerName, key.adamId].filter(Boolean).join(' · ')}</p>
        </div>
        <CloseButton />
      </div>
      {parts.length > 1 ? (
        <Select
          label={t('detail.place')}
          value={part ? partKeyText(part) : assetKeyText(key)}
          options={[
            { value: assetKeyText(key), text: t('detail.place.all') },
            ...parts.map((one) => ({ value: partKeyText(one), text: one.locationName })),
          ]}
          onChange={(open) => changeParams({ open })}
        />
      ) : (
        <p className="strong break">{parts[0].locationName}</p>
      )}
    </header>
  );
}

function Gone() {
  const t = useAppsWords();
  return (
    <header className="pane-head">
      <div className="pane-title">
        <p className="grow">{t('detail.gone')}</p>
        <CloseButton />
      </div>
    </header>
  );
}

function CloseButton() {
  const t = useAppsWords();
  return (
    <span className="pane-close">
      <IconButton label={t('detail.close')} onPress={close}>
        <X size={16} aria-hidden />
      </IconButton>
    </span>
  );
}
