import { dropWords, judgeAccept, judgeWords } from './field-words.ts';
import { labelText, nearText, ownText } from './texts-of.ts';
import { findAll, findByText, isShown, parentOf } from './walk.ts';

export type FieldKind = 'file' | 'text' | 'drop';

/** A place on the page that may take the token. */
export interface Field {
  kind: FieldKind;
  element: Element;
  /** As a person would call it; empty when nothing is written there. */
  label: string;
  /** From `mayFit` upwards it may be meant, from `fits` upwards it surely takes a content token. */
  score: number;
}

/** What is known of the console. */
export interface Wanted {
  kind: 'file' | 'text';
  /** Words beside the right field, in lower case. */
  labels: readonly string[];
}

export const fits = 50;
export const mayFit = 10;

const files = 'input[type=file]';
const texts = 'textarea, input:not([type]), input[type=text]';
const zones = '[class*="drop" i], [id*="drop" i], [data-testid*="drop" i], [aria-dropeffect], [ondrop]';
const byWord = { '-1': -60, 0: 0, 1: 25, 2: 60 } as const;
const byNear = { '-1': -25, 0: 0, 1: 15, 2: 40 } as const;

/** What only may mean it counts once, wherever it is written: consoles take tokens of many kinds. */
function weigh(own: string, near: string, labels: readonly string[]): number {
  const [said, around] = [judgeWords(own, labels), judgeWords(near, labels)];
  return byWord[said] + (said === 1 && around === 1 ? 0 : byNear[around]);
}

/** All places of a document, its open shadow roots included, that may take the token; the likeliest first. */
export function findFields(root: Document, wanted: Wanted): Field[] {
  const found = [
    ...findAll(root, files).map((element) => scoreFile(element, wanted)),
    ...findAll(root, texts).map((element) => scoreText(element, wanted)),
    ...findZones(root).map((element) => scoreZone(element, wanted)),
  ];
  return found
    .flatMap((field) => (field && field.score >= mayFit ? [field] : []))
    .sort((a, b) => b.score - a.score);
}

function scoreFile(element: Element, { kind, labels }: Wanted): Field | undefined {
  // Hidden ones count: most consoles hide theirs behind a label or a button.
  if (element.matches(':disabled, [webkitdirectory]')) return undefined;
  const accept = judgeAccept(element.getAttribute('accept') ?? '');
  if (accept === 'refuses') return undefined;
  const near = nearText(element, files);
  const words = weigh(ownText(element), near, labels);
  const score = (accept === 'asks' ? 100 : mayFit) + words - (kind === 'text' ? 30 : 0);
  return { kind: 'file', element, label: labelOf(element, near), score };
}

function scoreText(element: Element, { kind, labels }: Wanted): Field | undefined {
  if (element.matches(':disabled, [readonly], [aria-readonly=true]') || !isShown(element)) return undefined;
  const own = judgeWords(ownText(element), labels, true);
  if (own < 0) return undefined;
  const near = nearText(element, texts);
  const isArea = element.tagName === 'TEXTAREA';
  // One line that nobody named is a search box or a name, whatever stands around.
  if (own === 0 && !isArea) return undefined;
  const words = byWord[own] + (judgeWords(near, labels) > 0 ? 10 : 0);
  return { kind: 'text', element, label: labelOf(element, near), score: words - (kind === 'file' ? 10 : 0) };
}

function scoreZone(element: Element, { labels }: Wanted): Field | undefined {
  const near = nearText(element, zones);
  const own = `${ownText(element)} ${element.textContent ?? ''}`;
  const words = weigh(own, near, labels);
  return {
    kind: 'drop',
    element,
    label: labelOf(element, element.textContent ?? near),
    score: mayFit + words,
  };
}

/** Drop zones without a file input of their own; of nested ones the innermost, since a drop goes up from there. */
function findZones(root: Document): Element[] {
  const named = findAll(root, zones).filter((element) => isZoneName(element));
  const worded = findByText(root, dropWords).filter((element) => (element.textContent ?? '').length <= 200);
  const all = [...new Set([...named, ...worded])].filter((element) => isShown(element) && !hasInput(element));
  return all.filter((element) => !all.some((other) => other !== element && element.contains(other)));
}

const isZoneName = (element: Element) =>
  element.matches('[aria-dropeffect], [ondrop]') ||
  /drop[\s_-]?(zone|area|target|box|here)|file[\s_-]?drop/i.test(
    `${element.getAttribute('class')} ${element.id} ${element.getAttribute('data-testid')}`,
  );

/** Where a zone has an input, inside or beside it, that is the way. */
function hasInput(element: Element): boolean {
  let around: Element | undefined = element;
  for (let depth = 0; around && depth < 3; depth += 1, around = parentOf(around)) {
    if (around.tagName === 'BODY') return false;
    if (around.querySelector(files)) return true;
  }
  return false;
}

function labelOf(element: Element, near: string): string {
  const label = labelText(element) || element.getAttribute('aria-label') || element.getAttribute('title');
  return (label || near).replace(/\s+/g, ' ').trim().slice(0, 80);
}
