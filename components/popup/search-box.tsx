import type { KeyboardEvent, Ref } from 'react';
import type { SearchHit } from '../../lib/cache/query-contract.ts';
import { SearchField } from '../ui/search-field.tsx';
import { optionId, resultListId } from './result-list.tsx';
import { usePopupWords } from './words.ts';

interface Props {
  inputRef: Ref<HTMLInputElement>;
  value: string;
  onChange: (value: string) => void;
  hits: SearchHit[];
  active: number;
  onActive: (index: number) => void;
  onOpen: (hit: SearchHit) => void;
}

/** The search box as an ARIA combobox: arrows walk the results, Enter opens, Escape empties it. */
export function SearchBox({ inputRef, value, onChange, hits, active, onActive, onOpen }: Props) {
  const t = usePopupWords();
  const step = (event: KeyboardEvent, by: number) => {
    event.preventDefault();
    if (hits.length > 0) onActive((active + by + hits.length) % hits.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown') step(event, 1);
    else if (event.key === 'ArrowUp') step(event, -1);
    else if (event.key === 'Enter') {
      const hit = hits[active];
      if (hit) onOpen(hit);
    } else if (event.key === 'Escape' && value !== '') {
      // Chromium closes a popup on Escape unless the page uses the key.
      event.preventDefault();
    }
  };
  return (
    <div className="popup-search">
      <SearchField
        autoFocus
        inputRef={inputRef}
        label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={value}
        onChange={onChange}
        onKeyDown={onKeyDown}
        combobox={{
          role: 'combobox',
          'aria-expanded': hits.length > 0,
          'aria-autocomplete': 'list',
          ...(hits.length > 0
            ? { 'aria-controls': resultListId, 'aria-activedescendant': optionId(active) }
            : {}),
        }}
      />
    </div>
  );
}
