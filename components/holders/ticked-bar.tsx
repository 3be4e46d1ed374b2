import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useHolderWords } from './words.ts';

interface Props {
  count: number;
  /** Whether the ticked rows are shown alone. */
  isAlone: boolean;
  onAlone: (isAlone: boolean) => void;
  onClear: () => void;
  /** What can be done with them. */
  children: ReactNode;
}

/** Below a table while rows are ticked: how many, wherever they are, and what can be done with them. */
export function TickedBar({ count, isAlone, onAlone, onClear, children }: Props) {
  const t = useHolderWords();
  if (count === 0) return null;
  return (
    <section className="selection-bar" aria-label={t('ticked.label')}>
      <span className="grow" role="status">
        {t('ticked', { count })}
      </span>
      <Button look="quiet" aria-pressed={isAlone} onPress={() => onAlone(!isAlone)}>
        {t('ticked.show')}
      </Button>
      <Button look="quiet" onPress={onClear}>
        {t('ticked.clear')}
      </Button>
      {children}
    </section>
  );
}
