import { getHolder } from '../../lib/cache/holder-alarm.ts';
import type { LocationNoteRow } from '../../lib/cache/knowledge-rows.ts';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { nameOfMdm } from './name-of-mdm.ts';
import { useTokensWords } from './words.ts';

interface Props {
  location: LocationRow;
  note: LocationNoteRow | undefined;
}

/** Who manages the location, and whether the admin has named them as theirs. Every customer's own MDM stands there. */
export function HolderFact({ location, note }: Props) {
  const t = useTokensWords();
  const command = useCommand('location.note');
  const holder = getHolder(location);
  const { uId } = location;
  const isOwn = note?.ownMdm !== undefined && note.ownMdm.id === (holder?.id ?? '');
  // While it alarms, the alarm asks.
  const act = isOwn
    ? { text: t('holder.own.forget'), ownMdm: null }
    : holder && !note?.ownMdm && !location.holderChange
      ? { text: t('holder.own'), ownMdm: { id: holder.id, name: holder.name } }
      : undefined;
  return (
    <>
      <span className="break" dir="auto">
        {holder ? nameOfMdm(holder) : t('fact.holder.none')}
      </span>
      {isOwn && holder ? <span className="small soft"> {t('holder.own.is')}</span> : null}
      {act ? (
        <div>
          <Button
            look="link"
            isDisabled={command.busy}
            onPress={() => command.run({ uId, ownMdm: act.ownMdm })}
          >
            {act.text}
          </Button>
        </div>
      ) : null}
      {command.failure ? <FailurePanel failure={command.failure} /> : null}
    </>
  );
}
