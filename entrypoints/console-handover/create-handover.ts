import { createCardElement } from '../../lib/card/card-element.ts';
import { fillFile, fillText } from '../../lib/mdm/page/fill.ts';
import { type Field, findFields, type Wanted } from '../../lib/mdm/page/find-fields.ts';
import type { Handover, Happening, Waiting } from '../../lib/mdm/page/handover.ts';
import { pathOf } from '../../lib/mdm/page/walk.ts';
import { createFrameMark } from './frame-mark.ts';
import { watchChanges } from './watch-changes.ts';

/** Milliseconds after which a background that no longer asks is taken for gone, and our card with it. */
const patience = 20_000;

/** One frame's part of a hand-over. Holds no token but while `place` runs. */
export function createHandover(document: Document): Handover {
  const elements: Element[] = [];
  const mark = createFrameMark(document);
  let card: ReturnType<typeof createCardElement> | undefined;
  let choices: readonly number[] = [];
  let tell: ((happening: Happening) => void) | undefined;
  /** Happened while nobody asked. */
  let missed: Happening | undefined;
  let stopWatching = () => {};
  let seen = '';
  let wanted: Wanted | undefined;
  let farewell: ReturnType<typeof setTimeout> | undefined;

  function keyOf(element: Element): number {
    const known = elements.indexOf(element);
    return known < 0 ? elements.push(element) - 1 : known;
  }

  function look(): Field[] {
    return wanted ? findFields(document, wanted) : [];
  }

  const summaryOf = (fields: readonly Field[]) =>
    fields.map(({ element, score }) => `${keyOf(element)}:${score}`).join();

  function happen(happening: Happening) {
    if (tell) tell(happening);
    else if (happening.is !== 'changed') missed = happening;
  }

  function show(next: Waiting['card']) {
    if (!next) return hide();
    card ??= createCardElement(
      document,
      {
        dismiss() {
          end();
          happen({ is: 'cancelled' });
        },
        choose(index) {
          const key = choices[index];
          if (key !== undefined) happen({ is: 'picked', key });
        },
        point(index) {
          mark.show(index === undefined ? undefined : elements[choices[index] ?? -1]);
        },
      },
      next,
    );
    card.show(next.view);
  }

  function hide() {
    card?.remove();
    card = undefined;
    mark.show(undefined);
  }

  function end() {
    clearTimeout(farewell);
    stopWatching();
    hide();
  }

  /** What is in the page and was surveyed; an element that the page took away is gone. */
  const getField = (key: number) => {
    const element = elements[key];
    return element?.isConnected ? element : undefined;
  };

  return {
    survey(next) {
      wanted = next;
      const fields = look();
      seen = summaryOf(fields);
      return {
        origin: globalThis.origin,
        fields: fields.map(({ element, ...field }) => ({ ...field, key: keyOf(element) })),
      };
    },

    wait(shown, limit) {
      clearTimeout(farewell);
      tell?.({ is: 'quiet' });
      choices = shown.choices;
      show(shown.card);
      stopWatching();
      return new Promise((resolve) => {
        const timer = setTimeout(() => tell?.({ is: 'quiet' }), limit);
        stopWatching = watchChanges(document, (isFrame) => {
          if (isFrame || summaryOf(look()) !== seen) happen({ is: 'changed' });
        });
        tell = (happening) => {
          tell = undefined;
          clearTimeout(timer);
          stopWatching();
          farewell = setTimeout(end, patience);
          resolve(happening);
        };
        if (!missed) return;
        tell(missed);
        missed = undefined;
      });
    },

    locate(key) {
      const element = getField(key);
      return element ? pathOf(element) : null;
    },

    place(key, file) {
      const element = getField(key);
      if (!element) return 'gone';
      const isFile = element instanceof HTMLInputElement && element.type === 'file';
      return (isFile ? fillFile : fillText)(element, file) ? 'filled' : 'refused';
    },

    show(next) {
      clearTimeout(farewell);
      stopWatching();
      mark.show(undefined);
      choices = [];
      show(next);
    },

    end,
  };
}
