import { writeRoute } from '../console/route.ts';
import { Empty } from '../ui/empty.tsx';
import { useOrdersWords } from './words.ts';

/** In place of a screen that needs a location first. */
export function Unlinked({ title }: { title: string }) {
  const t = useOrdersWords();
  return (
    <div className="screen-body">
      <Empty title={title}>
        <p>{t('empty.unlinked')}</p>
        <a href={writeRoute('/tokens')}>{t('empty.unlinked.act')}</a>
      </Empty>
    </div>
  );
}
