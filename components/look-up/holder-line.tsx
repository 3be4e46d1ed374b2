import Tablet from 'lucide-react/icons/tablet-smartphone';
import User from 'lucide-react/icons/user-round';
import type { HolderHit } from '../../lib/cache/query-contract.ts';
import { Age } from '../ui/age.tsx';
import { useCommonWords } from '../ui/words.ts';

interface Props {
  hit: HolderHit;
  nameOf: (uId: string) => string;
}

/** One found device or person, and how much it holds in each location. */
export function HolderLine({ hit, nameOf }: Props) {
  const t = useCommonWords();
  return (
    <>
      <HolderIcon kind={hit.holder.kind} />
      <span className="result-body">
        <span className="result-head">
          <span className="clip strong" dir="auto">
            {holderTitle(hit)}
          </span>
          <span className="soft small">{stateText(t, hit)}</span>
        </span>
        {subtitle(hit) ? (
          <span className="small soft clip" dir="auto">
            {subtitle(hit)}
          </span>
        ) : null}
        {hit.places.map((place) => (
          <span key={place.uId} className="result-place small">
            <span className="soft clip" dir="auto">
              {nameOf(place.uId)}
            </span>
            <span>{t('holder.assets', { count: place.assetCount })}</span>{' '}
            {place.asOf === undefined ? (
              <span className="soft">{t('age.never')}</span>
            ) : (
              <Age at={place.asOf} />
            )}
          </span>
        ))}
      </span>
    </>
  );
}

export function HolderIcon({ kind }: { kind: 'user' | 'device' }) {
  const Mark = kind === 'device' ? Tablet : User;
  return (
    <span className="asset-icon" style={{ width: 28, height: 28 }} aria-hidden>
      <Mark size={16} />
    </span>
  );
}

/** A person's e-mail address when there is one, else the id; a device's serial number. */
export function holderTitle(hit: HolderHit): string {
  return hit.users.find((user) => user.email)?.email ?? hit.holder.id;
}

function subtitle(hit: HolderHit): string | undefined {
  return holderTitle(hit) === hit.holder.id ? undefined : hit.holder.id;
}

function stateText(t: ReturnType<typeof useCommonWords>, { holder, users }: HolderHit): string {
  if (holder.kind === 'device') return t('holder.device');
  const [first] = users;
  const isOne = first && users.every((user) => user.status === first.status);
  return isOne ? t(`user.${first.status}`) : t('holder.user');
}
