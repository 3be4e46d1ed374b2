import type { HolderAlarm } from '../../lib/cache/holder-alarm.ts';
import { useCommand } from '../data/use-command.ts';
import { Advice } from '../ui/advice.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { writeDate } from '../ui/words.ts';
import { nameOfMdm } from './name-of-mdm.ts';
import { useTokensWords } from './words.ts';

const todo = ['moved', 'look', 'back'] as const;

/** Another management than expected holds the location: what that means and what to do (reference 9). */
export function HolderAlarmPanel({ uId, alarm }: { uId: string; alarm: HolderAlarm }) {
  const t = useTokensWords();
  const note = useCommand('location.note');
  const { to } = alarm;
  const accept = () => note.run({ uId, ownMdm: to ? { id: to.id, name: to.name } : { id: '', name: '' } });
  return (
    <Advice
      tone="warning"
      title={useTitle(alarm)}
      acts={
        <Button isDisabled={note.busy} onPress={accept}>
          {t(to ? 'holder.own' : 'holder.own.nobody')}
        </Button>
      }
    >
      {alarm.kind === 'changed' ? <Before alarm={alarm} /> : null}
      <ul className="reasons">
        {todo.map((step) => (
          <li key={step}>{t(`holder.todo.${step}`)}</li>
        ))}
      </ul>
      {note.failure ? <FailurePanel failure={note.failure} /> : null}
    </Advice>
  );
}

function useTitle(alarm: HolderAlarm): string {
  const t = useTokensWords();
  const to = alarm.to && nameOfMdm(alarm.to);
  if (alarm.kind === 'changed') return to === undefined ? t('holder.left') : t('holder.changed', { to });
  const own = nameOfMdm(alarm.own);
  if (to === undefined) return t('holder.gone', { own });
  return alarm.own.id === '' ? t('holder.unwanted', { to }) : t('holder.foreign', { to, own });
}

function Before({ alarm }: { alarm: Extract<HolderAlarm, { kind: 'changed' }> }) {
  const t = useTokensWords();
  const date = writeDate(alarm.at);
  return (
    <p>
      {alarm.from
        ? t('holder.changed.before', { date, from: nameOfMdm(alarm.from) })
        : t('holder.changed.nobody', { date })}
    </p>
  );
}
