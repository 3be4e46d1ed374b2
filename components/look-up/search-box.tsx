import SearchIcon from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import type { KeyboardEvent, Ref } from 'react';
import { PlainIconButton } from '../ui/plain-icon-button.tsx';
import { useCommonWords } from '../ui/words.ts';
import { optionId, optionListId } from './option-list.tsx';
import '../ui/field.css';

interface Props {
  inputRef: Ref<HTMLInputElement>;
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  /** How many options there are. */
  count: number;
  active: number;
  onActive: (index: number) => void;
  onPick: (index: number) => void;
  /** What Escape does; without it the key goes on to the browser. */
  onEscape: (() => void) | undefined;
}

/**
 * The search box as an ARIA combobox: arrows walk the results, Enter opens. Plain HTML: React Aria's search field takes
 * a third of the time in which the popup first draws itself.
 */
export function SearchBox(props: Props) {
  const { value, onChange, count, active, onActive, onPick } = props;
  const t = useCommonWords();
  const step = (event: KeyboardEvent, by: number) => {
    event.preventDefault();
    if (count > 0) onActive((active + by + count) % count);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') step(event, 1);
    else if (event.key === 'ArrowUp') step(event, -1);
    else if (event.key === 'Enter') {
      event.preventDefault();
      onPick(active);
    } else if (event.key === 'Escape' && props.onEscape) {
      // Else Chromium closes a popup, and empties a search box instead of closing a dialog.
      event.preventDefault();
      props.onEscape();
    }
  };
  const isOpen = count > 0;
  return (
    <div className="search" data-empty={value === '' || undefined}>
      <SearchIcon size={16} aria-hidden />
      <input
        ref={props.inputRef}
        type="search"
        role="combobox"
        className="field-input"
        // biome-ignore lint/a11y/noAutofocus: the one box that the popup and the palette open on
        autoFocus
        aria-label={props.label}
        placeholder={props.placeholder}
        spellCheck="false"
        autoComplete="off"
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        aria-expanded={isOpen}
        aria-autocomplete="list"
        aria-controls={isOpen ? optionListId : undefined}
        aria-activedescendant={isOpen ? optionId(active) : undefined}
      />
      <PlainIconButton label={t('search.clear')} isForPointer onPress={() => onChange('')}>
        <X size={16} aria-hidden />
      </PlainIconButton>
    </div>
  );
}
