import X from 'lucide-react/icons/x';
import { type ReactNode, useEffect, useRef } from 'react';
import { IconButton } from '../ui/button.tsx';
import { ErrorBoundary } from '../ui/error-boundary.tsx';
import { useCommonWords } from '../ui/words.ts';

interface Props {
  title: string;
  /** Under the title, small. */
  subtitle?: string | undefined;
  onClose: () => void;
  children: ReactNode;
}

/** A detail beside its list. It takes the focus, Escape closes it and gives the focus back. */
export function Pane({ title, subtitle, onClose, children }: Props) {
  const t = useCommonWords();
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    frame.current?.focus({ preventScroll: true });
    return () => {
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);
  return (
    <aside
      ref={frame}
      tabIndex={-1}
      className="beside-detail holder-pane"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <header className="pane-head">
        <div className="pane-title">
          <div className="grow">
            <h2 className="break">{title}</h2>
            {subtitle ? <p className="small soft break">{subtitle}</p> : null}
          </div>
          <IconButton label={t('act.close')} onPress={onClose}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      </header>
      <div className="holder-pane-body">{children}</div>
    </aside>
  );
}

/** Around what draws a pane: a detail that cannot be read fails by itself, beside the list that goes on. */
export function PaneBoundary({ title, onClose, children }: Omit<Props, 'subtitle'>) {
  return (
    <ErrorBoundary
      around={(failure) => (
        <Pane title={title} onClose={onClose}>
          {failure}
        </Pane>
      )}
    >
      {children}
    </ErrorBoundary>
  );
}
