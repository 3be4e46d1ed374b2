import { ToneIcon } from '../ui/state.tsx';
import { useCommonWords } from '../ui/words.ts';
import './link-steps.css';

const steps = ['proving', 'keeping', 'reading'] as const;
export type LinkStep = (typeof steps)[number];

interface Props {
  /** The location's name, where nothing around says it. */
  location?: string | undefined;
  /** What is under way; what stands before it is done. */
  at: LinkStep;
  /** Kept sealed or for the session. */
  isSealed: boolean;
}

/** What linking has done and what it does now. */
export function LinkSteps({ location, at, isSealed }: Props) {
  const t = useCommonWords();
  const now = steps.indexOf(at);
  const textOf = (step: LinkStep) =>
    step === 'keeping' ? t(isSealed ? 'linking.sealing' : 'linking.session') : t(`linking.${step}`);
  return (
    <section className="link-steps" role="status" aria-label={t('linking')}>
      <p className="link-steps-title break">
        {location === undefined ? t('linking') : t('linking.location', { location })}
      </p>
      <ol>
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={index === now ? 'step' : undefined}
            data-done={index < now || undefined}
          >
            <ToneIcon tone={index < now ? 'good' : 'neutral'} />
            <span>
              {textOf(step)}
              {index < now ? <span className="hidden-label">{t('linking.done')}</span> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
