import type { ReactNode } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { getAppName } from '../apps/app-name.ts';
import { UnlockButton } from '../console/notice-bar.tsx';
import { writeRoute } from '../console/route.ts';
import { useCommand } from '../data/use-command.ts';
import { AllowAppleButton } from '../link/allow-apple.tsx';
import { nameOfMdm } from '../tokens/name-of-mdm.ts';
import type { Group } from '../tokens/token-lines.ts';
import { Age } from '../ui/age.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { ToneIcon } from '../ui/state.tsx';
import type { InvitationAges, Need } from './needs.ts';
import { useOverviewWords } from './words.ts';

interface Props {
  need: Need;
  /** The name of a location by its uId. */
  nameOf: (uId: string) => string;
}

/** One thing that needs the admin, and the way to its cure. */
export function NeedLine({ need, nameOf }: Props) {
  return (
    <li className="need">
      <span className={`need-mark tone-${need.tone}`}>
        <ToneIcon tone={need.tone} size={16} />
      </span>
      <span className="need-text break">
        <Text need={need} nameOf={nameOf} />
      </span>
      <Cure need={need} />
    </li>
  );
}

function Text({ need, nameOf }: Props): ReactNode {
  const t = useOverviewWords();
  const location = 'line' in need ? need.line.location.locationName : '';
  switch (need.kind) {
    case 'trouble':
      return t(`need.trouble.${need.trouble}`);
    case 'permission':
      return t('need.permission');
    case 'waiting':
      return t('need.waiting', { count: need.count });
    case 'ended': {
      const { state } = need.line.diagnosis;
      return t(state === 'expired' || state === 'revoked' ? `need.${state}` : 'need.ended', { location });
    }
    case 'ending':
      return t('need.ending', { location, count: need.line.diagnosis.days ?? 0 });
    case 'holder': {
      const { to } = need.finding.alarm;
      return to ? t('need.holder', { location, to: nameOfMdm(to) }) : t('need.holder.left', { location });
    }
    case 'token-missing':
    case 'sync-failed':
      return t(`need.${need.kind}`, { location });
    case 'stock': {
      const { mark, available, app } = need.short;
      const name = getAppName(app) ?? mark.adamId;
      const values = { app: name, count: available, low: mark.low };
      const text =
        mark.uId === ''
          ? t('need.stock', values)
          : t('need.stock.at', { ...values, location: nameOf(mark.uId) });
      return (
        <>
          {text} <Age at={need.short.asOf} />
        </>
      );
    }
    case 'locked':
      return t('need.locked');
    case 'passing':
      return t(`need.${need.state}`, {
        location: need.first.location.locationName,
        count: need.count,
      });
    case 'invitations':
      return (
        <>
          {t('need.invitations', { count: need.count })} <Ages ages={need.ages} /> <Age at={need.asOf} />
        </>
      );
    case 'ask-built-in':
      return t('need.ask-built-in', { location: need.first.location.locationName, count: need.count });
    case 'more':
      return t(`need.more.${need.of}`, { count: need.count });
  }
}

function Ages({ ages }: { ages: InvitationAges }) {
  const t = useOverviewWords();
  const parts = (['old', 'middle', 'young'] as const).filter((age) => ages[age] > 0);
  return (
    <span className="soft">
      {parts.map((age) => t(`need.invitations.${age}`, { count: ages[age] })).join(' · ')}
    </span>
  );
}

function Cure({ need }: { need: Need }): ReactNode {
  const t = useOverviewWords();
  switch (need.kind) {
    case 'trouble':
      return null;
    case 'permission':
      return <AllowAppleButton />;
    case 'locked':
      return <UnlockButton />;
    case 'waiting':
      return <Way text={t('cure.decide')} path="/tokens" />;
    case 'ended':
    case 'ending':
    case 'token-missing': {
      const { uId } = need.line.location;
      return <Way text={t('cure.renew')} path="/tokens" params={{ renew: uId, open: uId }} />;
    }
    case 'holder':
      return <Way text={t('cure.look')} path="/tokens" params={{ open: need.line.location.uId }} />;
    case 'sync-failed':
      return <SyncButton location={need.line.location} />;
    case 'passing':
      return need.count === 1 ? (
        <SyncButton location={need.first.location} />
      ) : (
        <Way
          text={t('cure.list')}
          path="/tokens"
          params={need.state === 'not-json' ? {} : { state: 'stuck' satisfies Group }}
        />
      );
    case 'stock': {
      const { adamId, uId } = need.short.mark;
      return <Way text={t('cure.stock')} path="/apps" params={{ q: adamId, location: uId }} />;
    }
    case 'invitations':
      return <Way text={t('cure.people')} path="/people" params={{ state: 'invited' }} />;
    case 'ask-built-in':
      return <Way text={t('cure.answer')} path="/tokens" params={{ open: need.first.location.uId }} />;
    case 'more':
      return need.of === 'stock' ? (
        <Way text={t('cure.list')} path="/apps" params={{ show: 'below-mark' }} />
      ) : (
        <Way
          text={t('cure.list')}
          path="/tokens"
          params={need.of === 'other' ? {} : { state: need.of satisfies Group }}
        />
      );
  }
}

interface WayProps {
  text: string;
  path: string;
  params?: Record<string, string>;
}

/** A place of the console, drawn as the buttons beside it. */
function Way({ text, path, params = {} }: WayProps) {
  return (
    <a className="button plain" href={writeRoute(path, params)}>
      {text}
    </a>
  );
}

function SyncButton({ location: { uId } }: { location: LocationRow }) {
  const t = useOverviewWords();
  const sync = useCommand('location.sync');
  return (
    <>
      {sync.failure ? <FailurePanel failure={sync.failure} /> : null}
      <Button isDisabled={sync.busy} onPress={() => sync.run({ uId })}>
        {t('cure.sync')}
      </Button>
    </>
  );
}
