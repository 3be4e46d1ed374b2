import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { HitLine } from '../look-up/hit-line.tsx';
import { NothingFound } from '../look-up/nothing-found.tsx';
import { type OptionGroup, OptionList } from '../look-up/option-list.tsx';
import { SearchBox } from '../look-up/search-box.tsx';
import { hitLimit, useLookUp } from '../look-up/use-look-up.ts';
import { useCommonWords } from '../ui/words.ts';
import { askedChoices, type Choice, type ChoiceGroup, unaskedChoices } from './choices.ts';
import type { Entry } from './entries.ts';
import { EntryLine } from './entry-line.tsx';
import { useRecent } from './use-recent-hits.ts';
import { useFindWords } from './words.ts';
import './palette.css';

interface Props {
  /** What stands in it at first. */
  text: string;
  entries: readonly Entry[];
  locations: readonly LocationRow[];
  onChoose: (choice: Choice) => void;
  onClose: () => void;
}

/**
 * One field for everything, over any screen. The browser's own dialog: it keeps the focus, closes on Escape and gives
 * the focus back to where it was, before anything else is done.
 */
export function Palette({ text, entries, locations, onChoose, onClose }: Props) {
  const t = useFindWords();
  const frame = useRef<HTMLDialogElement>(null);
  // While it is still in the page: an element that is gone gives no focus back.
  useLayoutEffect(() => {
    const dialog = frame.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const choose = (choice: Choice) => {
    frame.current?.close();
    onChoose(choice);
  };
  return (
    // A click on the veil closes; by key it is Escape.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={frame}
      className="palette"
      aria-label={t('title')}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <Field
        text={text}
        entries={entries}
        locations={locations}
        onChoose={choose}
        onClose={() => frame.current?.close()}
      />
    </dialog>
  );
}

function Field({ text, entries, locations, onChoose, onClose }: Props) {
  const t = useFindWords();
  const tc = useCommonWords();
  const [typed, setTyped] = useState(text);
  /** The key of the chosen line; the first one until the arrows were used. */
  const [active, setActive] = useState<string>();
  const asked = typed.trim();
  const lookUp = useLookUp(typed, locations);
  const isAnswered = asked === '' || lookUp?.text === asked;
  const isWhole = asked !== '' && isAnswered && lookUp?.isWhole === true;
  const recent = useRecent();
  // The list of the text before stays until the answer is there: drawn once a key, not twice.
  const shown = asked && (lookUp?.text || asked);
  const groups = useMemo(
    () => (shown === '' ? unaskedChoices(entries, recent) : askedChoices(entries, shown, lookUp)),
    [entries, shown, recent, lookUp],
  );
  const choices = useMemo(() => groups.flatMap((group) => group.choices), [groups]);
  const options = useOptions(groups, shown, locations);
  const index = Math.max(
    choices.findIndex(({ key }) => key === active),
    0,
  );
  const enter = useEnter(isAnswered, choices[index], onChoose);
  const label = tc('search.results', { count: choices.length });

  return (
    <>
      <div className="palette-box">
        <SearchBox
          inputRef={null}
          label={t('label')}
          placeholder={t('placeholder')}
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setActive(undefined);
          }}
          count={choices.length}
          active={index}
          onActive={(to) => setActive(choices[to]?.key)}
          onPick={enter}
          onEscape={onClose}
        />
      </div>
      <p className="hidden-label" role="status">
        {isWhole ? label : ''}
      </p>
      <div className="palette-list">
        {choices.length > 0 ? (
          <OptionList
            label={label}
            groups={options}
            active={index}
            onHover={(to) => setActive(choices[to]?.key)}
            onPick={(at) => {
              const choice = choices[at];
              if (choice) onChoose(choice);
            }}
          />
        ) : isWhole ? (
          <NothingFound query={asked} locations={locations} />
        ) : null}
        {lookUp && asked !== '' && lookUp.hits.length >= hitLimit ? (
          <p className="padded small soft">{tc('search.more', { count: hitLimit })}</p>
        ) : null}
        {/* Keeps its place: a line more or less would lay out all others at each key. */}
        {asked === '' ? null : (
          <p className={`padded small soft ${isWhole ? 'looked' : 'looking'}`}>{tc('search.looking')}</p>
        )}
      </div>
      <p className="palette-help small soft">{t('help')}</p>
    </>
  );
}

/** Enter that is faster than the answer waits for it: what was found for an earlier text must not be opened. */
function useEnter(isAnswered: boolean, choice: Choice | undefined, onChoose: (choice: Choice) => void) {
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!isWaiting || !isAnswered) return;
    setWaiting(false);
    if (choice) onChoose(choice);
  }, [isWaiting, isAnswered, choice, onChoose]);
  return useCallback(() => setWaiting(true), []);
}

function useOptions(groups: readonly ChoiceGroup[], query: string, locations: readonly LocationRow[]) {
  const t = useFindWords();
  const names = useMemo(() => new Map(locations.map((row) => [row.uId, row.locationName])), [locations]);
  const nameOf = useCallback((uId: string) => names.get(uId) ?? uId, [names]);
  return useMemo(
    () =>
      groups.map(
        ({ id, choices }): OptionGroup => ({
          heading: { id, text: t(`group.${id}`, { query }) },
          options: choices.map(({ shows }) => ({
            line:
              'hit' in shows ? (
                <HitLine hit={shows.hit} nameOf={nameOf} />
              ) : (
                <EntryLine entry={shows.entry} />
              ),
          })),
        }),
      ),
    [groups, query, nameOf, t],
  );
}
