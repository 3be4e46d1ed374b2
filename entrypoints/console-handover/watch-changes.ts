import { rootsBelow } from '../../lib/mdm/page/walk.ts';

/** Milliseconds between two looks, so that a lively page is not slowed down. */
const pause = 250;

/**
 * Says when the page changed in a way that may bring a field.
 * @param onChange told whether a frame was loaded
 * @returns ends it
 */
export function watchChanges(document: Document, onChange: (isFrame: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new MutationObserver(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      observeAll();
      onChange(false);
    }, pause);
  });

  /** Changes inside a shadow root are told to who observes that root. */
  function observeAll() {
    observer.disconnect();
    for (const root of rootsBelow(document)) {
      observer.observe(root, {
        childList: true,
        subtree: true,
        attributeFilter: ['accept', 'class', 'disabled', 'hidden', 'open', 'style', 'type'],
      });
    }
  }

  const onLoad = ({ target }: Event) => {
    if (target instanceof Element && /^I?FRAME$/.test(target.tagName)) onChange(true);
  };
  document.addEventListener('load', onLoad, true);
  observeAll();
  return () => {
    observer.disconnect();
    clearTimeout(timer);
    document.removeEventListener('load', onLoad, true);
  };
}
