import type { Clock } from '../../lib/platform/clock.ts';

export interface Shown<Message> {
  id: number;
  message: Message;
}

/** Milliseconds that a message stays, long enough to be read twice. */
export const toastTime = 8000;

interface Deps<Message> {
  clock: Clock;
  onChange: (shown: readonly Shown<Message>[]) => void;
}

/**
 * The messages on screen: each goes by itself after `toastTime`, but none while they are held (pointed at, or with
 * the focus); after that each has its whole time again.
 */
export function createToasts<Message>({ clock, onChange }: Deps<Message>) {
  let shown: readonly Shown<Message>[] = [];
  let nextId = 1;
  let isHeld = false;
  const timers = new Map<number, AbortController>();

  const change = (next: readonly Shown<Message>[]) => {
    shown = next;
    onChange(shown);
  };
  const stop = (id: number) => {
    timers.get(id)?.abort();
    timers.delete(id);
  };
  const close = (id: number) => {
    stop(id);
    change(shown.filter((one) => one.id !== id));
  };
  const start = (id: number) => {
    const timer = new AbortController();
    timers.set(id, timer);
    clock.sleep(toastTime, timer.signal).then(
      () => close(id),
      // Held or closed before its time.
      () => undefined,
    );
  };

  return {
    show(message: Message): void {
      const id = nextId++;
      change([...shown, { id, message }]);
      if (!isHeld) start(id);
    },
    close,
    hold(): void {
      isHeld = true;
      for (const id of [...timers.keys()]) stop(id);
    },
    release(): void {
      if (!isHeld) return;
      isHeld = false;
      for (const { id } of shown) start(id);
    },
  };
}
