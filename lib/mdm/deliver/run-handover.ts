import type { Clock } from '../../platform/clock.ts';
import { chooseField } from '../page/choose-field.ts';
import type { TokenFile } from '../page/fill.ts';
import type { Happening, Waiting } from '../page/handover.ts';
import type { HandoverCards } from './handover-cards.ts';
import type { PageField, PageReach, SurveyedFrame } from './page-reach.ts';
import { isOwnFrame, type KnownConsole } from './placeable.ts';

/** Milliseconds that a page is watched for its field. */
const patience = 120_000;
/** How long one question to a page lasts: each is a call of the browser's, which keeps a background alive. */
const turn = 5_000;
/** Between two tries at a page that does not let us in, such as one that is loading or shows its sign-in. */
const retry = 500;

export type HandoverEnd = 'placed' | 'refused' | 'failed' | 'cancelled' | 'untouched';

/**
 * Finds the field in the tab's frames, waits until it appears, asks when in doubt, and places the token there. The page
 * shows what became of it; its own Save stays the admin's.
 */
export async function runHandover(deps: {
  page: PageReach;
  site: KnownConsole;
  cards: HandoverCards;
  /** Whether the admin is asked before the one clear field is filled, too. */
  asksFirst: boolean;
  clock: Clock;
  /** Opened at the last moment. */
  expectFile(): Promise<TokenFile>;
  /** Whether the tab is still there. */
  isOpen(): Promise<boolean>;
  signal: AbortSignal;
}): Promise<HandoverEnd> {
  const { page, site, cards, clock, signal } = deps;
  const until = clock.now() + patience;
  /** Why the token could not be opened. */
  let failure: unknown;

  while (clock.now() < until && !signal.aborted) {
    const frames = await survey();
    if (!frames) {
      if (!(await deps.isOpen())) return 'cancelled';
      await clock.sleep(retry);
      continue;
    }
    const end = await oneTurn(frames);
    if (end) return finish(end);
  }
  return signal.aborted ? 'cancelled' : finish('untouched');

  /** Undefined while the browser does not let us in, or another site is shown in the tab. */
  async function survey(): Promise<SurveyedFrame[] | undefined> {
    try {
      const frames = (await page.survey(site.wanted)).filter(({ origin }) => isOwnFrame(site, origin));
      return frames.some(({ frameId }) => frameId === 0) ? frames : undefined;
    } catch {
      return undefined;
    }
  }

  async function oneTurn(frames: SurveyedFrame[]): Promise<HandoverEnd | undefined> {
    const choice = chooseField(frames.flatMap(({ fields }) => fields));
    if (choice.is === 'one' && !deps.asksFirst) return place(choice.field);
    const asked = choice.is === 'one' ? [choice.field] : choice.is === 'several' ? choice.fields : [];
    const { frameId, happening } = await firstOf(frames, asked);
    if (happening.is === 'cancelled') return 'cancelled';
    if (happening.is !== 'picked') return undefined;
    const field = asked.find((one) => one.frameId === frameId && one.key === happening.key);
    return field && place(field);
  }

  /** Each frame shows what may be chosen in it; where nothing may, the top one says so. */
  function firstOf(frames: SurveyedFrame[], asked: PageField[]) {
    const waits = frames.map(async ({ frameId }) => {
      const own = asked.filter((field) => field.frameId === frameId);
      const shown: Waiting = {
        card: cardFor(frameId, own, asked.length === 0),
        choices: own.map(({ key }) => key),
      };
      return { frameId, happening: await page.wait(frameId, shown, turn) };
    });
    const limit = clock.sleep(2 * turn).then((): { frameId: number; happening: Happening } => ({
      frameId: 0,
      happening: { is: 'quiet' },
    }));
    return Promise.race([...waits, limit]);
  }

  function cardFor(frameId: number, own: PageField[], isNone: boolean): Waiting['card'] {
    if (own.length > 0) return cards.asking(own);
    return frameId === 0 && isNone ? cards.waiting : null;
  }

  async function place(field: PageField): Promise<HandoverEnd | undefined> {
    const file = await deps.expectFile().catch((error) => {
      failure = error;
    });
    if (!file) return 'failed';
    if (signal.aborted) return 'cancelled';
    try {
      const placed = await page.place(field, file);
      return placed === 'gone' ? undefined : placed === 'filled' ? 'placed' : 'refused';
    } catch {
      // The page left in between: what it got is gone with it.
      return undefined;
    }
  }

  async function finish(end: HandoverEnd): Promise<HandoverEnd> {
    try {
      await page.leave();
      if (end !== 'cancelled') await page.show(end === 'failed' ? cards.failed(failure) : cards[end]);
    } catch {
      // The page has left; there is nowhere to show it.
    }
    return end;
  }
}
