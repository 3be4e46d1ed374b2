import { mostOperatorName } from '../../lib/platform/settings-limits.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { TextSetting } from './text-setting.tsx';
import { useSettings } from './use-settings.ts';
import { useSettingsWords } from './words.ts';

/** The name that stands beside what the admin orders. */
export function OperatorSettings() {
  const t = useSettingsWords();
  const { values, locked, failure, change } = useSettings();
  return (
    <section className="panel" aria-label={t('operator.title')}>
      <h2>{t('operator.title')}</h2>
      {failure ? <FailurePanel failure={failure} /> : null}
      {values ? (
        <TextSetting
          label={t('operator.label')}
          help={t('operator.help')}
          save={t('operator.save')}
          kept={values.operatorName}
          isLocked={locked.has('operatorName')}
          maxLength={mostOperatorName}
          onSave={(text) => change({ operatorName: text.trim() })}
        />
      ) : null}
    </section>
  );
}
