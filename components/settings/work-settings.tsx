import { useConsoleWords } from '../console/words.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Select } from '../ui/select.tsx';
import { choicesWith, lockChoices, rateChoices, syncChoices } from './choices.ts';
import { idOfPart } from './setting-part.tsx';
import type { SettingPart } from './setting-parts.ts';
import { useSettings } from './use-settings.ts';
import { useSettingsWords } from './words.ts';

/** When the vault locks by itself, how fast and how often Apple is asked. Each choice is kept at once. */
export function WorkSettings({ isSealed }: { isSealed: boolean }) {
  const t = useConsoleWords();
  const ts = useSettingsWords();
  const { values, locked, failure, change } = useSettings();
  const texts = {
    lock: (minutes: number) =>
      minutes === 0 ? t('settings.lock.never') : t('settings.lock.minutes', { count: minutes }),
    sync: (minutes: number) =>
      minutes % 60 === 0
        ? ts('sync.every.hours', { count: minutes / 60 })
        : ts('sync.every.minutes', { count: minutes }),
    rate: (count: number) => t('settings.rate.each', { count }),
  };
  return (
    <section className="panel" aria-label={t('settings.work')}>
      <h2>{t('settings.work')}</h2>
      {failure ? <FailurePanel failure={failure} /> : null}
      {values ? (
        <>
          <Choice
            part="lock"
            label={t('settings.lock')}
            help={t(isSealed ? 'settings.lock.help' : 'settings.lock.unsealed')}
            value={values.autoLockMinutes}
            choices={lockChoices}
            isLocked={locked.has('autoLockMinutes')}
            textOf={texts.lock}
            onChange={(autoLockMinutes) => change({ autoLockMinutes })}
          />
          <Choice
            part="rate"
            label={t('settings.rate')}
            help={t('settings.rate.help')}
            value={values.requestsPerSecond}
            choices={rateChoices}
            isLocked={locked.has('requestsPerSecond')}
            textOf={texts.rate}
            onChange={(requestsPerSecond) => change({ requestsPerSecond })}
          />
          <Choice
            part="sync"
            label={ts('sync.every')}
            help={ts('sync.every.help')}
            value={values.syncMinutes}
            choices={syncChoices}
            isLocked={locked.has('syncMinutes')}
            textOf={texts.sync}
            onChange={(syncMinutes) => change({ syncMinutes })}
          />
        </>
      ) : null}
    </section>
  );
}

interface ChoiceProps {
  part: SettingPart;
  label: string;
  /** Why one would change it, or what follows. */
  help: string;
  value: number;
  choices: readonly number[];
  /** By a policy. */
  isLocked: boolean;
  textOf: (choice: number) => string;
  onChange: (value: number) => void;
}

function Choice({ part, label, help, value, choices, isLocked, textOf, onChange }: ChoiceProps) {
  const t = useSettingsWords();
  return (
    <div className="setting" id={idOfPart(part)} tabIndex={-1}>
      <Select
        label={label}
        value={String(value)}
        isDisabled={isLocked}
        options={choicesWith(choices, value).map((choice) => ({
          value: String(choice),
          text: textOf(choice),
        }))}
        onChange={(chosen) => onChange(Number(chosen))}
      />
      <p className="small soft">{isLocked ? `${t('policy.set')} ${help}` : help}</p>
    </div>
  );
}
