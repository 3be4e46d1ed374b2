import { useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import type { WishKind } from '../../lib/orders/plan/wish.ts';
import { writeRoute } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { Advice } from '../ui/advice.tsx';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { ComposePanel } from './compose-panel.tsx';
import { type DraftPart, isComplete, wishOf } from './draft.ts';
import { PlannedPart } from './planned-part.tsx';
import { draftStore, startDraft, useDraft } from './tab-draft.ts';
import { useOrdersWords } from './words.ts';
import './orders.css';

/** A wish, location by location: what is missing is chosen, the plan is looked at, and it is confirmed. */
export function NewOrderScreen({ params, locations }: ScreenProps) {
  const t = useOrdersWords();
  const draft = useDraft();
  const [chosen, setChosen] = useState(0);
  const parts = draft?.parts ?? [];
  const at = Math.min(chosen, Math.max(parts.length - 1, 0));
  const [first] = parts;
  const nameOf = (uId: string) => locations.find((one) => one.uId === uId)?.locationName ?? uId;
  // The steps of an undo stand in one location.
  const isOnePlace = parts.every(({ uId }) => uId === first?.uId);
  const titleOf = ({ uId, wish }: DraftPart) => (isOnePlace ? t(`kind.${wish.kind}`) : nameOf(uId));
  const discard = () => {
    draftStore.set(undefined);
    location.hash = writeRoute('/orders');
  };
  return (
    <>
      <header className="screen-head">
        <h1>{first ? t(`kind.${first.wish.kind}`) : t('new.title')}</h1>
        {first ? (
          <Button look="quiet" onPress={discard}>
            {t(parts.every(({ orderId }) => orderId) ? 'new.finish' : 'new.discard')}
          </Button>
        ) : null}
      </header>
      {!first ? (
        <div className="screen-body">
          <NothingPrepared locations={locations} only={params.get('location') ?? ''} />
        </div>
      ) : parts.length === 1 ? (
        <PartView part={first} index={0} isAlone locations={locations} />
      ) : (
        <Tabs
          label={t('new.parts')}
          chosen={String(at)}
          onChoose={(id) => setChosen(Number(id))}
          tabs={parts.map((part, index) => ({
            id: String(index),
            title: part.orderId ? t('new.part.done', { location: titleOf(part) }) : titleOf(part),
            content: <PartView part={part} index={index} isAlone={false} locations={locations} />,
          }))}
        />
      )}
    </>
  );
}

interface PartProps {
  part: DraftPart;
  index: number;
  isAlone: boolean;
  locations: readonly LocationRow[];
}

function PartView({ part, index, isAlone, locations }: PartProps) {
  const t = useOrdersWords();
  const location = locations.find(({ uId }) => uId === part.uId);
  if (part.orderId) {
    return (
      <div className="screen-body">
        <Advice
          tone="good"
          title={t('new.confirmed')}
          acts={<a href={writeRoute('/orders', { open: part.orderId })}>{t('new.confirmed.look')}</a>}
        >
          <p>{t('new.confirmed.text')}</p>
        </Advice>
      </div>
    );
  }
  return (
    <div className="plan-screen">
      {index > 0 && part.from?.as === 'undo' ? <p className="plan-words soft">{t('undo.later')}</p> : null}
      <ComposePanel
        part={part}
        isAlone={isAlone}
        locations={locations}
        onChange={(next) => draftStore.change(index, next)}
      />
      {location && isComplete(part) ? (
        <PlannedPart
          part={part}
          location={location}
          onConfirmed={(orderId) => {
            draftStore.change(index, { ...part, orderId });
            if (!isAlone) return;
            draftStore.set(undefined);
            window.location.hash = writeRoute('/orders', { open: orderId });
          }}
        />
      ) : (
        <p className="soft plan-words">{t('new.incomplete')}</p>
      )}
    </div>
  );
}

const begins = ['grant', 'take-back', 'take-all-back', 'retire'] as const;

function NothingPrepared({ locations, only }: { locations: readonly LocationRow[]; only: string }) {
  const t = useOrdersWords();
  const [first, ...more] = locations;
  if (!first) {
    return (
      <Empty title={t('empty.title')}>
        <p>{t('empty.unlinked')}</p>
        <a href={writeRoute('/tokens')}>{t('empty.unlinked.act')}</a>
      </Empty>
    );
  }
  const begin = (kind: WishKind) =>
    startDraft([{ uId: only || (more.length === 0 ? first.uId : ''), wish: wishOf(kind, [], []) }]);
  return (
    <Empty title={t('new.empty')}>
      <p>{t('new.empty.text')}</p>
      <div className="acts">
        {begins.map((kind) => (
          <Button key={kind} look={kind === 'grant' ? 'primary' : 'plain'} onPress={() => begin(kind)}>
            {t(`kind.${kind}`)}
          </Button>
        ))}
        <a className="button plain" href={writeRoute('/orders/move')}>
          {t('kind.move')}
        </a>
      </div>
    </Empty>
  );
}
