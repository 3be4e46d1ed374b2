import type { BuiltInManagement } from '../../lib/cache/knowledge-rows.ts';
import { useCommand } from '../data/use-command.ts';
import { Advice } from '../ui/advice.tsx';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { useTokensWords } from './words.ts';

const answers = ['on', 'off', 'unsure'] as const;

/** Asked once a location: only the admin knows (reference portal 1.3). */
export function BuiltInQuestion({ uId }: { uId: string }) {
  const t = useTokensWords();
  const note = useCommand('location.note');
  return (
    <Advice
      tone="info"
      title={t('built-in.question')}
      acts={answers.map((builtIn) => (
        <Button key={builtIn} isDisabled={note.busy} onPress={() => note.run({ uId, builtIn })}>
          {t(`built-in.${builtIn}`)}
        </Button>
      ))}
    >
      <p>{t('built-in.question.text')}</p>
      {note.failure ? <FailurePanel failure={note.failure} /> : null}
    </Advice>
  );
}

/** The answer, and the way to change it. */
export function BuiltInAnswer({ uId, answer }: { uId: string; answer: BuiltInManagement }) {
  const t = useTokensWords();
  const note = useCommand('location.note');
  return (
    <>
      {t(`built-in.answer.${answer}`)}{' '}
      <Button look="link" isDisabled={note.busy} onPress={() => note.run({ uId, builtIn: null })}>
        {t('built-in.change')}
      </Button>
      {note.failure ? <FailurePanel failure={note.failure} /> : null}
    </>
  );
}
