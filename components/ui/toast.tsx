import X from 'lucide-react/icons/x';
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react';
import { systemClock } from '../../lib/platform/clock.ts';
import { Button, IconButton } from './button.tsx';
import { type Tone, ToneIcon } from './state.tsx';
import { createToasts, type Shown } from './toasts.ts';
import { useCommonWords } from './words.ts';
import './toast.css';

export interface ToastMessage {
  text: string;
  tone?: Tone;
  /** At most one, such as "Undo". A toast goes by itself, so nothing may be reachable through it alone. */
  act?: { text: string; onAct: () => void };
}

const ToastContext = createContext<(message: ToastMessage) => void>(() => {
  throw new Error('A toast outside of <Toasts>.');
});

/** Shows a message that needs no answer. */
export function useToast(): (message: ToastMessage) => void {
  return useContext(ToastContext);
}

/** Once around a page; its messages stand at the lower edge, the newest at the end. */
export function Toasts({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown<ToastMessage>[]>([]);
  const toasts = useMemo(() => createToasts<ToastMessage>({ clock: systemClock, onChange: setShown }), []);
  return (
    <ToastContext value={toasts.show}>
      {children}
      <Region shown={shown} {...toasts} />
    </ToastContext>
  );
}

interface RegionProps {
  shown: readonly Shown<ToastMessage>[];
  close: (id: number) => void;
  hold: () => void;
  release: () => void;
}

/** Always drawn, so that a reader hears what comes into it; nothing goes while it is pointed at or has the focus. */
function Region({ shown, close, hold, release }: RegionProps) {
  const t = useCommonWords();
  return (
    <section
      className="toasts"
      aria-label={t('toast.label')}
      aria-live="polite"
      aria-relevant="additions"
      onPointerEnter={hold}
      onPointerLeave={release}
      onFocus={hold}
      onBlur={release}
    >
      {shown.map(({ id, message }) => (
        <Toast key={id} message={message} onClose={() => close(id)} />
      ))}
    </section>
  );
}

function Toast({
  message: { text, tone = 'good', act },
  onClose,
}: {
  message: ToastMessage;
  onClose: () => void;
}) {
  const t = useCommonWords();
  return (
    <div className="toast">
      <span className={`toast-tone tone-${tone}`}>
        <ToneIcon tone={tone} size={16} />
      </span>
      <span className="toast-text">{text}</span>
      {act ? (
        <Button
          look="link"
          onPress={() => {
            act.onAct();
            onClose();
          }}
        >
          {act.text}
        </Button>
      ) : null}
      <IconButton label={t('toast.close')} onPress={onClose}>
        <X size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
