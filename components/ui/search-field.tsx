import SearchIcon from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
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
    >
      <SearchIcon size={16} aria-hidden />
      <Input className="field-input" placeholder={props.placeholder} spellCheck="false" autoComplete="off" />
      <IconButton label={t('search.clear')}>
        <X size={16} aria-hidden />
      </IconButton>
    </AriaSearchField>
  );
}
