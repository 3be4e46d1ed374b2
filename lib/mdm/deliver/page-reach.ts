import { browser } from 'wxt/browser';
import { z } from 'zod';
import type { TokenFile } from '../page/fill.ts';
import type { FieldKind, Wanted } from '../page/find-fields.ts';
import type { Happening, Waiting } from '../page/handover.ts';
import { dropOnPage } from './drop-on-page.ts';

const Survey = z.object({
  origin: z.string(),
  fields: z.array(
    z.object({
      key: z.number(),
      kind: z.enum(['file', 'text', 'drop']),
      label: z.string(),
      score: z.number(),
    }),
  ),
});
const Happened = z.union([
  z.object({ is: z.literal('picked'), key: z.number() }),
  z.object({ is: z.enum(['cancelled', 'changed', 'quiet']) }),
]);

/** A field with the frame that has it. */
export interface PageField {
  frameId: number;
  /** Of the frame's document. */
  origin: string;
  key: number;
  kind: FieldKind;
  label: string;
  score: number;
}
export interface SurveyedFrame {
  frameId: number;
  origin: string;
  fields: PageField[];
}

/**
 * One tab, as far as the browser lets us in: the frames of the page's own origin after a click (`activeTab`), and those
 * of granted hosts. The token goes to one frame as an argument, never as a message.
 */
export function createPageReach(tabId: number) {
  const inject = (frameIds?: number[]) =>
    browser.scripting.executeScript({
      target: frameIds ? { tabId, frameIds } : { tabId, allFrames: true },
      files: ['/console-handover.js'],
      injectImmediately: true,
    });

  const look = (wanted: Wanted) =>
    browser.scripting.executeScript({
      target: { tabId, allFrames: true },
      injectImmediately: true,
      func: (sought: Wanted) => globalThis.orchardistHandover?.survey(sought) ?? null,
      args: [wanted],
    });

  return {
    /** Puts our script into every frame anew. Rejects when the browser does not let us in. */
    enter: async () => void (await inject()),

    /** All frames that can be reached; new ones get our script first. */
    async survey(wanted: Wanted): Promise<SurveyedFrame[]> {
      let found = await look(wanted);
      const fresh = found.filter(({ result }) => !result).map(({ frameId }) => frameId);
      if (fresh.length > 0) {
        // A frame that went away, or into which the browser does not let us, holds up none of the others.
        await inject(fresh).catch(() => []);
        found = await look(wanted);
      }
      return found.flatMap(({ frameId, result }) => {
        const survey = Survey.safeParse(result);
        if (!survey.success) return [];
        const { origin } = survey.data;
        const fields = survey.data.fields.map((field) => ({ ...field, frameId, origin }));
        return [{ frameId, origin, fields }];
      });
    },

    /** What happens in a frame; a frame that goes away has changed. @param limit milliseconds */
    async wait(frameId: number, shown: Waiting, limit: number): Promise<Happening> {
      const [answer] = await browser.scripting
        .executeScript({
          target: { tabId, frameIds: [frameId] },
          injectImmediately: true,
          func: (...given: [Waiting, number]) => globalThis.orchardistHandover?.wait(...given) ?? null,
          args: [shown, limit],
        })
        .catch(() => []);
      const happened = Happened.safeParse(answer?.result);
      return happened.success ? happened.data : { is: 'changed' };
    },

    /** @returns whether the page took it; `gone` when the field is not there any more */
    async place(field: PageField, file: TokenFile): Promise<'filled' | 'refused' | 'gone'> {
      const { frameId, origin, key, kind } = field;
      const target = { tabId, frameIds: [frameId] };
      if (kind === 'drop') {
        const [found] = await browser.scripting.executeScript({
          target,
          func: (zone: number) => globalThis.orchardistHandover?.locate(zone) ?? null,
          args: [key],
        });
        if (!found?.result) return 'gone';
        const [dropped] = await browser.scripting.executeScript({
          target,
          world: 'MAIN',
          func: dropOnPage,
          args: [origin, found.result, file.text, file.name],
        });
        return dropped?.result === true ? 'filled' : 'refused';
      }
      const [placed] = await browser.scripting.executeScript({
        target,
        func: (...given: [number, TokenFile]) => globalThis.orchardistHandover?.place(...given) ?? null,
        args: [key, file],
      });
      return placed?.result ?? 'gone';
    },

    /** Shows a card in the top frame; null takes it away. */
    async show(card: Waiting['card']): Promise<void> {
      await browser.scripting.executeScript({
        target: { tabId, frameIds: [0] },
        func: (shown: Waiting['card']) => globalThis.orchardistHandover?.show(shown),
        args: [card],
      });
    },

    /** Takes everything of ours off all frames. */
    async leave(): Promise<void> {
      await browser.scripting.executeScript({
        target: { tabId, allFrames: true },
        func: () => globalThis.orchardistHandover?.end(),
      });
    },
  };
}
export type PageReach = ReturnType<typeof createPageReach>;
