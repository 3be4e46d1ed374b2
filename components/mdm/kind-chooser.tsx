import { useState } from 'react';
import { changeParams } from '../console/route.ts';
import { Button } from '../ui/button.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { useCommonWords } from '../ui/words.ts';
import { findKinds, getKind, type Kind } from './kinds.ts';
import { useMdmWords } from './words.ts';

const other = getKind('page:other');

/** Which MDM it is: those with an API first, then those whose console's page takes the token. */
export function KindChooser() {
  const t = useMdmWords();
  const tc = useCommonWords();
  const [text, setText] = useState('');
  const found = findKinds(text).filter((kind) => kind !== other);
  const byApi = found.filter(({ way }) => way.by === 'api');
  const byPage = [...found.filter(({ way }) => way.by === 'page'), ...(other ? [other] : [])];
  return (
    <section className="panel" aria-label={t('kind.title')}>
      <h2>{t('kind.title')}</h2>
      <div className="mdm-search">
        <SearchField
          label={t('kind.search')}
          placeholder={t('kind.search.placeholder')}
          value={text}
          onChange={setText}
        />
      </div>
      <KindList title={t('kind.api')} text={t('kind.api.text')} found={byApi} />
      <KindList title={t('kind.page')} text={t('kind.page.text')} found={byPage} />
      <div className="acts">
        <Button onPress={() => changeParams({ add: undefined })}>{tc('act.cancel')}</Button>
      </div>
    </section>
  );
}

function KindList({ title, text, found }: { title: string; text: string; found: readonly Kind[] }) {
  const t = useMdmWords();
  if (found.length === 0) return null;
  return (
    <section className="mdm-kinds" aria-label={title}>
      <h3>{title}</h3>
      <p className="small soft">{text}</p>
      <ul>
        {found.map((kind) => (
          <li key={kind.key}>
            <Button onPress={() => changeParams({ add: kind.key })}>
              {kind === other ? t('kind.other') : kind.name}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
