import { useState } from 'react';
import { checkTexts, type TextProblem } from '../../lib/people/invitation-text.ts';
import { isLanguageCode, languages } from '../../locales/languages.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Select } from '../ui/select.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useCommonWords } from '../ui/words.ts';
import { type Letter, textsOf } from './letter.ts';
import { type InvitationsWords, useInvitationsWords } from './words.ts';

interface Props {
  letter: Letter;
  onSave: (letter: Letter) => void;
  onClose: () => void;
}

/** The text of an invitation, one in each language, with the organisation's name. */
export function LetterDialog({ letter, onSave, onClose }: Props) {
  const t = useInvitationsWords();
  const tc = useCommonWords();
  const [draft, setDraft] = useState(letter);
  const texts = textsOf(draft);
  const problems = checkTexts(texts);
  const change = (next: Partial<typeof texts>) =>
    setDraft({ ...draft, changed: { ...draft.changed, [draft.language]: { ...texts, ...next } } });
  const forget = () => {
    const { [draft.language]: _gone, ...changed } = draft.changed;
    setDraft({ ...draft, changed });
  };
  return (
    <Dialog title={t('letter')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (problems.length === 0) onSave(draft);
        }}
      >
        <Select
          label={t('letter.language')}
          value={draft.language}
          options={Object.entries(languages).map(([code, { name }]) => ({ value: code, text: name }))}
          onChange={(code) => {
            if (isLanguageCode(code)) setDraft({ ...draft, language: code });
          }}
        />
        <TextField
          autoFocus
          label={t('letter.organisation')}
          help={t('letter.organisation.help')}
          maxLength={200}
          value={draft.organisation}
          onChange={(organisation) => setDraft({ ...draft, organisation })}
        />
        <TextField
          label={t('letter.subject')}
          maxLength={300}
          value={texts.subject}
          onChange={(subject) => change({ subject })}
        />
        <TextField
          multiline
          label={t('letter.body')}
          help={t('letter.body.help', { name: '{name}', organisation: '{organisation}', link: '{link}' })}
          value={texts.body}
          onChange={(body) => change({ body })}
          error={problems.map((problem) => problemText(t, problem)).join(' ')}
        />
        <div className="acts end">
          {draft.changed[draft.language] ? (
            <Button look="quiet" onPress={forget}>
              {t('letter.reset')}
            </Button>
          ) : null}
          <Button onPress={onClose}>{tc('act.cancel')}</Button>
          <Button look="primary" type="submit" isDisabled={problems.length > 0}>
            {t('letter.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function problemText(t: InvitationsWords, problem: TextProblem): string {
  return problem.kind === 'unknown-placeholder'
    ? t('problem.unknown-placeholder', { placeholder: `{${problem.name}}` })
    : t(`problem.${problem.kind}`, { link: '{link}' });
}
