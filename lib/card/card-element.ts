import { createIcon } from './card-icons.ts';
import { cardStyle } from './card-style.ts';

/** What the card shows, in words: made from its state alone, so that every state can be tested without a page. */
export interface CardView {
  tone: 'neutral' | 'good' | 'bad';
  busy: boolean;
  title: string;
  text: string;
  /** What to do now, said after a click that led nowhere. */
  hint?: string;
  facts: { label: string; value: string }[];
  /** What can be chosen from, one button each. */
  choices?: readonly string[];
  link?: string;
  dismiss: string;
  /** A file may be dropped on the card. */
  takesFile?: boolean;
}

/** What a person does with the card. */
export interface CardActs {
  dismiss(): void;
  link?(): void;
  give?(files: readonly File[]): void;
  choose?(index: number): void;
  /** The choice that has the focus or lies below the pointer; undefined when none does. */
  point?(index: number | undefined): void;
}

/**
 * The card as an element over the page, in a closed shadow root that the page cannot read or style.
 * It takes no focus; Escape inside it means "Not now". Acts fire for real clicks only.
 */
export function createCardElement(
  document: Document,
  acts: CardActs,
  { label, direction }: { label: string; direction: string },
) {
  const host = document.createElement('div');
  let takesFile = false;
  const root = host.attachShadow({ mode: 'closed' });
  addStyle(document, root);
  const section = element('section', { role: 'region', 'aria-label': label, dir: direction });
  const words = element('div', { role: 'status' });
  const footer = element('footer');
  const head = element('header');
  head.append(createIcon(document, 'orchard'), label);
  section.append(head, words, footer);
  root.append(section);

  section.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !event.isTrusted) return;
    // The page must not close something of its own as well.
    event.stopPropagation();
    acts.dismiss();
  });

  // Real drags only. They are kept from the page, which would open the file or take it for an upload of its own.
  for (const name of ['dragenter', 'dragover', 'dragleave', 'drop'] as const) {
    section.addEventListener(name, (event) => {
      if (!takesFile || !event.isTrusted || !event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      event.stopPropagation();
      event.dataTransfer.dropEffect = 'copy';
      section.classList.toggle('over', name === 'dragenter' || name === 'dragover');
      if (name === 'drop') acts.give?.([...event.dataTransfer.files]);
    });
  }

  function element(name: string, attributes: Record<string, string> = {}, text = ''): HTMLElement {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  }

  const link = button('link', () => acts.link?.());
  const dismiss = button('dismiss', () => acts.dismiss());
  const choices = element('div', { role: 'group', 'aria-label': label, class: 'choices' });

  function button(name: string, act: () => void): HTMLElement {
    const made = element('button', { type: 'button', class: name });
    made.addEventListener('click', (event) => {
      event.stopPropagation();
      if (event.isTrusted && made.getAttribute('aria-disabled') !== 'true') act();
    });
    return made;
  }

  function show(view: CardView) {
    section.dataset.tone = view.tone;
    takesFile = view.takesFile === true;
    section.classList.toggle('takes-file', takesFile);
    const title = element('h2');
    if (view.tone !== 'neutral') title.append(createIcon(document, view.tone));
    title.append(view.title);
    const facts = element('dl');
    for (const { label, value } of view.facts) {
      const shown = element('dd', { title: value });
      // A name in another direction keeps its own order and the line's place.
      shown.append(element('bdi', {}, value));
      facts.append(element('dt', {}, label), shown);
    }
    const parts = [title, element('p', {}, view.text)];
    if (view.facts.length > 0) parts.push(facts);
    if (view.hint !== undefined) parts.push(element('p', { class: 'hint' }, view.hint));
    if (view.busy) parts.push(element('progress', { 'aria-label': view.title }));
    words.replaceChildren(...parts);
    showChoices(view.choices ?? []);
    showButtons(view);
    if (!host.isConnected) place();
  }

  /** The same choices stay in place as well. */
  function showChoices(labels: readonly string[]) {
    const shown = [...choices.children].map((one) => one.textContent);
    if (shown.length === labels.length && shown.every((text, index) => text === labels[index])) return;
    choices.replaceChildren(...labels.map(choice));
    acts.point?.(undefined);
    if (labels.length === 0) choices.remove();
    else footer.before(choices);
  }

  function choice(label: string, index: number): HTMLElement {
    const made = button('choice', () => acts.choose?.(index));
    made.textContent = label;
    for (const name of ['focus', 'pointerenter']) made.addEventListener(name, () => acts.point?.(index));
    for (const name of ['blur', 'pointerleave']) made.addEventListener(name, () => acts.point?.(undefined));
    return made;
  }

  /**
   * The same two buttons stay in place while the words change, so that a keyboard does not lose its focus. The one that
   * dismisses stands last: a click that is on its way to it must not fall on a link that has just come.
   */
  function showButtons(view: CardView) {
    dismiss.textContent = view.dismiss;
    link.textContent = view.link ?? '';
    link.setAttribute('aria-disabled', String(view.busy));
    if (!dismiss.isConnected) footer.append(dismiss);
    if (view.link === undefined) link.remove();
    else if (!link.isConnected) footer.prepend(link);
  }

  /**
   * On the top layer where there is one: above everything of the page. A modal dialog of the page makes all outside of
   * it inert, so the card goes into it for as long as it is open.
   */
  function place() {
    const isLayered = typeof host.showPopover === 'function';
    const dialogs = isLayered ? [...document.querySelectorAll('dialog:modal')] : [];
    const parent = dialogs.at(-1) ?? document.documentElement;
    if (host.parentNode === parent) return;
    parent.append(host);
    if (!isLayered) return;
    host.popover = 'manual';
    host.showPopover();
  }

  // Neither bubbles; a dialog that closed or opened is what they tell.
  const moves = ['toggle', 'close'] as const;
  const follow = () => {
    if (host.isConnected) place();
  };
  for (const name of moves) document.addEventListener(name, follow, true);

  return {
    show,
    remove() {
      for (const name of moves) document.removeEventListener(name, follow, true);
      host.remove();
    },
  };
}

/** A constructed sheet is not bound by the page's CSP; where scripts of extensions may not adopt one, an element is. */
function addStyle(document: Document, root: ShadowRoot) {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(cardStyle);
    root.adoptedStyleSheets = [sheet];
  } catch {
    const style = document.createElement('style');
    style.textContent = cardStyle;
    root.append(style);
  }
}
