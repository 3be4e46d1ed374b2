import type { Holder } from '../../lib/cache/rows.ts';
import { DataText } from '../ui/data-text.tsx';

/** Who: an e-mail address or a name where one is known, and the id. */
export function ItemHolder({ holder, name }: { holder: Holder; name: string | undefined }) {
  if (name === undefined) return <DataText title={holder.id}>{holder.id}</DataText>;
  return (
    <span className="clip" dir="auto" title={`${name} (${holder.id})`}>
      {name} <span className="soft">{holder.id}</span>
    </span>
  );
}

export function ItemAsset({ name }: { name: string }) {
  return <DataText title={name}>{name}</DataText>;
}
