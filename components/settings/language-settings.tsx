import { chooseLanguage, isLanguageCode, languages } from '../../locales/languages.ts';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Select } from '../ui/select.tsx';
import { useSettings } from './use-settings.ts';
import { useSettingsWords } from './words.ts';

/** The language of every text of ours; each under its own name, so that it is found by whom it is for. */
export function LanguageSettings() {
  const t = useSettingsWords();
  const { values, locked, failure, change } = useSettings();
  const isLocked = locked.has('language');
  const automatic = languages[chooseLanguage(navigator.languages)].name;
  return (
    <section className="panel" aria-label={t('language.title')}>
      <h2>{t('language.title')}</h2>
      {failure ? <FailurePanel failure={failure} /> : null}
      {values ? (
        <div className="setting">
          <Select
            label={t('language.label')}
            value={values.language}
            isDisabled={isLocked}
            options={[
              { value: 'auto', text: t('language.auto', { language: automatic }) },
              ...Object.values(languages).map(({ code, name }) => ({ value: code, text: name })),
            ]}
            onChange={(chosen) => change({ language: isLanguageCode(chosen) ? chosen : 'auto' })}
          />
          <p className="small soft">{t(isLocked ? 'policy.set' : 'language.help')}</p>
        </div>
      ) : null}
    </section>
  );
}
