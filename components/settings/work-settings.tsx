import { useConsoleWords } from '../console/words.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Select } from '../ui/select.tsx';
import { choicesWith, lockChoices, rateChoices } from './choices.ts';
import { useSettings } from './use-settings.ts';

/** When the vault locks by itself, and how fast Apple is asked. Each choice is kept at once. */
export function WorkSettings({ isSealed }: { isSealed: boolean }) {
  const t = useConsoleWords();
  const { values, failure, change } = useSettings();
  const texts = {
    lock: (minutes: number) =>
      minutes === 0 ? t('settings.lock.never') : t('settings.lock.minutes', { count: minutes }),
    rate: (count: number) => t('settings.rate.each', { count }),
  };
  return (
    <section className="panel" aria-label={t('settings.work')}>
      <h2>{t('settings.work')}</h2>
      {failure ? <FailurePanel failure={failure} /> : null}
      {values ? (
        <>
          <Choice
            label={t('settings.lock')}
            help={t(isSealed ? 'settings.lock.help' : 'settings.lock.unsealed')}
            value={values.autoLockMinutes}
            choices={lockChoices}
            textOf={texts.lock}
            onChange={(autoLockMinutes) => change({ autoLockMinutes })}
          />
          <Choice
            label={t('settings.rate')}
            help={t('settings.rate.help')}
            value={values.requestsPerSecond}
            choices={rateChoices}
            textOf={texts.rate}
            onChange={(requestsPerSecond) => change({ requestsPerSecond })}
          />
        </>
      ) : null}
    </section>
  );
}

interface ChoiceProps {
  label: string;
  /** Why one would change it, or what follows. */
  help: string;
  value: number;
  choices: readonly number[];
  textOf: (choice: number) => string;
  onChange: (value: number) => void;
}

function Choice({ label, help, value, choices, textOf, onChange }: ChoiceProps) {
  return (
    <div className="setting">
      <Select
        label={label}
        value={String(value)}
        options={choicesWith(choices, value).map((choice) => ({
          value: String(choice),
          text: textOf(choice),
        }))}
        onChange={(chosen) => onChange(Number(chosen))}
      />
      <p className="small soft">{help}</p>
    </div>
  );
}
