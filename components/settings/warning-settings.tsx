import { FailurePanel } from '../ui/failure-panel.tsx';
import { readWarningDays } from './read-warning-days.ts';
import { TextSetting } from './text-setting.tsx';
import { useSettings } from './use-settings.ts';
import { useSettingsWords } from './words.ts';

/** At which days before its end a token is warned about. */
export function WarningSettings() {
  const t = useSettingsWords();
  const { values, locked, failure, change } = useSettings();
  return (
    <section className="panel" aria-label={t('warnings.title')}>
      <h2>{t('warnings.title')}</h2>
      {failure ? <FailurePanel failure={failure} /> : null}
      {values ? (
        <TextSetting
          label={t('warnings.days')}
          help={t('warnings.help')}
          save={t('warnings.save')}
          kept={values.warningDays.join(', ')}
          isLocked={locked.has('warningDays')}
          errorOf={(text) => {
            const read = readWarningDays(text);
            return read.ok ? undefined : t(`warnings.bad.${read.reason}`, { text: read.text });
          }}
          onSave={async (text) => {
            const read = readWarningDays(text);
            return read.ok && change({ warningDays: read.days });
          }}
        />
      ) : null}
    </section>
  );
}
