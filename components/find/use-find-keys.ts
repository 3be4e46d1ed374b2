import { useEffect } from 'react';

/** Ctrl or Cmd with K anywhere, and "/" where nothing is being typed. Not over a question that waits for its answer. */
export function useFindKeys(onFind: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || !isFindKey(event)) return;
      // Firefox has a field of its own behind these keys.
      event.preventDefault();
      if (!document.querySelector('[role=dialog], [role=alertdialog], dialog[open]')) onFind();
    };
    // Before any table or menu sees the key.
    addEventListener('keydown', onKeyDown, { capture: true });
    return () => removeEventListener('keydown', onKeyDown, { capture: true });
  }, [onFind]);
}

function isFindKey({ key, ctrlKey, metaKey, altKey, shiftKey, target }: KeyboardEvent): boolean {
  if (altKey) return false;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'k' && !shiftKey && ctrlKey !== metaKey;
  return key === '/' && !isTyping(target);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input, textarea, select, [role=menu] *');
}
