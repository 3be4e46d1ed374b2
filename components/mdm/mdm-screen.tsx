import Plus from 'lucide-react/icons/plus';
import { changeParams } from '../console/route.ts';
import type { ScreenProps } from '../console/screen-props.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { useCommonWords } from '../ui/words.ts';
import { KindChooser } from './kind-chooser.tsx';
import { getKind, kindOf } from './kinds.ts';
import { MdmForm } from './mdm-form.tsx';
import { MdmPanel } from './mdm-panel.tsx';
import { useMdms } from './use-mdms.ts';
import { useMdmWords } from './words.ts';
import './mdm.css';

/** The admin's MDMs: where a renewed token can be sent. */
export function MdmScreen({ params }: ScreenProps) {
  const t = useMdmWords();
  const tc = useCommonWords();
  const mdms = useMdms();
  const add = params.get('add');
  const kind = getKind(add);
  const isEmpty = mdms?.length === 0;
  const close = () => changeParams({ add: undefined, edit: undefined });
  const choose = () => changeParams({ add: 'choose', edit: undefined });
  return (
    <>
      <header className="screen-head narrow">
        <h1>{t('title')}</h1>
        {add === null && !isEmpty ? (
          <Button look={params.has('edit') ? 'plain' : 'primary'} onPress={choose}>
            <Plus size={16} aria-hidden />
            {t('add')}
          </Button>
        ) : null}
      </header>
      <div className="screen-body">
        {isEmpty && add === null ? (
          <Empty title={t('empty.title')}>
            <p>{t('empty.text')}</p>
            <Button look="primary" onPress={choose}>
              {t('add')}
            </Button>
          </Empty>
        ) : null}
        {kind ? <MdmForm key={kind.key} kind={kind} onClose={close} onOther={choose} /> : null}
        {add !== null && !kind ? <KindChooser /> : null}
        {mdms ? null : <p className="soft">{tc('loading')}</p>}
        {mdms?.map((row) => {
          const own = row.id === params.get('edit') ? kindOf(row) : undefined;
          return own ? (
            <MdmForm key={row.id} kind={own} row={row} onClose={close} />
          ) : (
            <MdmPanel key={row.id} row={row} />
          );
        })}
      </div>
    </>
  );
}
