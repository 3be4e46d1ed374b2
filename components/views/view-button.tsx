import Bookmark from 'lucide-react/icons/bookmark';
import BookmarkCheck from 'lucide-react/icons/bookmark-check';
import type { ViewRow } from '../../lib/cache/knowledge-rows.ts';
import { useFindWords } from '../find/words.ts';
import { Button } from '../ui/button.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { useDeleteView } from './use-delete-view.ts';
import { useViews } from './use-views.ts';
import { findView } from './view-query.ts';

interface Props {
  path: string;
  params: URLSearchParams;
  onSave: () => void;
  onRename: (view: ViewRow) => void;
}

/** Saves the view on the screen; of a saved one it says its name and renames or deletes it. */
export function ViewButton({ path, params, onSave, onRename }: Props) {
  const t = useFindWords();
  const current = findView(useViews() ?? [], path, params);
  const remove = useDeleteView();
  if (!current) {
    return (
      <Button look="quiet" onPress={onSave}>
        <Bookmark size={16} aria-hidden />
        {t('view.save')}
      </Button>
    );
  }
  return (
    <MenuButton
      look="quiet"
      icon={<BookmarkCheck size={16} aria-hidden />}
      label={t('view.current', { name: current.name })}
      entries={[
        { id: 'rename', text: t('view.rename') },
        { id: 'delete', text: t('view.delete') },
      ]}
      onAct={(act) => (act === 'rename' ? onRename(current) : void remove(current))}
    />
  );
}
