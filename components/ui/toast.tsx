import X from 'lucide-react/icons/x';
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react';
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
  const region = useRef<HTMLElement>(null);
  const cameFrom = useRef<HTMLElement>(undefined);
  const closeByHand = (id: number) => {
    // The focus goes on to another message, or back, before its button is gone.
    const other = region.current?.querySelector<HTMLElement>(`.toast:not([data-id="${id}"]) .icon`);
    if (region.current?.contains(document.activeElement)) (other ?? cameFrom.current)?.focus();
    close(id);
  };
  return (
    <section
      ref={region}
      className="toasts"
      aria-label={t('toast.label')}
      aria-live="polite"
      aria-relevant="additions"
      onPointerEnter={hold}
      onPointerLeave={release}
      onFocus={({ relatedTarget, currentTarget }) => {
        if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
          cameFrom.current = relatedTarget;
        hold();
      }}
      onBlur={release}
    >
      {shown.map(({ id, message }) => (
        <div key={id} data-id={id} className="toast">
          <Toast message={message} onClose={() => closeByHand(id)} />
        </div>
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
    <>
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
    </>
  );
}
