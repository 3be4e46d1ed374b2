import SearchIcon from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import type { AriaAttributes, AriaRole, KeyboardEvent, Ref } from 'react';
import { Input } from 'react-aria-components/Input';
import { SearchField as AriaSearchField } from 'react-aria-components/SearchField';
import { IconButton } from './button.tsx';
import { useCommonWords } from './words.ts';
import './field.css';

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  inputRef?: Ref<HTMLInputElement>;
  autoFocus?: boolean;
  /** The combobox attributes, when a list below belongs to this field. */
  combobox?: AriaAttributes & { role?: AriaRole };
}

/** A search box; Escape empties it. */
export function SearchField(props: Props) {
  const t = useCommonWords();
  return (
    <AriaSearchField
      className="search"
      aria-label={props.label}
      value={props.value}
      onChange={props.onChange}
      // The one box that a search page opens on.
      autoFocus={props.autoFocus ?? false}
    >
      <SearchIcon size={16} aria-hidden />
      <Input
        {...props.combobox}
        ref={props.inputRef ?? null}
        className="field-input"
        placeholder={props.placeholder}
        spellCheck="false"
        autoComplete="off"
        {...(props.onKeyDown ? { onKeyDownCapture: props.onKeyDown } : {})}
      />
      <IconButton label={t('search.clear')}>
        <X size={16} aria-hidden />
      </IconButton>
    </AriaSearchField>
  );
}
