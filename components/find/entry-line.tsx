import Bookmark from 'lucide-react/icons/bookmark';
import CornerDownRight from 'lucide-react/icons/corner-down-right';
import KeyRound from 'lucide-react/icons/key-round';
import ListIcon from 'lucide-react/icons/list';
import PanelsTopLeft from 'lucide-react/icons/panels-top-left';
import Settings from 'lucide-react/icons/settings';
import { memo } from 'react';
import { screens } from '../console/screens.ts';
import type { Entry } from './entries.ts';

const icons = {
  screens: PanelsTopLeft,
  acts: CornerDownRight,
  locations: KeyRound,
  views: Bookmark,
  lists: ListIcon,
  settings: Settings,
} as const;

/** One of the console's own places or acts. */
export const EntryLine = memo(function EntryLine({
  entry: { group, title, detail, does },
}: {
  entry: Entry;
}) {
  const Icon = screens.find(({ path }) => path === does)?.Icon ?? icons[group];
  return (
    <>
      <span className="palette-icon" aria-hidden>
        <Icon size={16} className={Icon === CornerDownRight ? 'turns' : undefined} />
      </span>
      <span className="result-head grow">
        <span className="break" dir="auto">
          {title}
        </span>
        {detail === undefined ? null : (
          <span className="soft small" dir="auto">
            {detail}
          </span>
        )}
      </span>
    </>
  );
});
