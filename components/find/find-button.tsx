import Search from 'lucide-react/icons/search';
import { Button } from '../ui/button.tsx';
import { useFindWords } from './words.ts';

/** Macs have another key for it. */
const isMac = /^mac/i.test(navigator.platform);

/** The visible way to the palette, with its key. */
export function FindButton({ onPress }: { onPress: () => void }) {
  const t = useFindWords();
  return (
    <Button aria-keyshortcuts="Control+K Meta+K /" aria-haspopup="dialog" onPress={onPress}>
      <Search size={16} aria-hidden />
      <span className="find-label">{t('open')}</span>
      <kbd className="find-key" aria-hidden>
        {isMac ? '⌘K' : 'Ctrl K'}
      </kbd>
    </Button>
  );
}
