/**
 * What `entrypoints/console-handover.ts` puts on the globalThis of its isolated world, one a frame, for the background to
 * call by `executeScript`. The token is an argument of `place` and of nothing else. Types only.
 */
import type { CardView } from '../../card/card-element.ts';
import type { TokenFile } from './fill.ts';
import type { FieldKind, Wanted } from './find-fields.ts';

export interface FoundField {
  /** Names the element inside its frame. */
  key: number;
  kind: FieldKind;
  label: string;
  score: number;
}

/** What one frame has. */
export interface Survey {
  origin: string;
  fields: FoundField[];
}

/** What a frame shows while it waits; `choices` are keys of its fields. */
export interface Waiting {
  /** Null: this frame shows nothing. */
  card: { view: CardView; label: string; direction: string } | null;
  choices: readonly number[];
}

/**
 * - `picked`: the admin chose this field
 * - `cancelled`: the admin wants no more
 * - `changed`: the page did, look again
 * - `quiet`: nothing happened in the given time
 */
export type Happening = { is: 'picked'; key: number } | { is: 'cancelled' | 'changed' | 'quiet' };

/** `refused`: the page's field did not take it; `gone`: the page has taken the field away. */
export type Placed = 'filled' | 'refused' | 'gone';

export interface Handover {
  survey(wanted: Wanted): Survey;
  /** @param limit milliseconds */
  wait(shown: Waiting, limit: number): Promise<Happening>;
  /** Where a drop zone is (see `pathOf`), since a drop is served from the page's own world; null: gone. */
  locate(key: number): number[][] | null;
  place(key: number, file: TokenFile): Placed;
  show(card: Waiting['card']): void;
  /** Takes everything of ours off the page. */
  end(): void;
}

declare global {
  var orchardistHandover: Handover | undefined;
}
