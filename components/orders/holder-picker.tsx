import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import type { Holder, HolderKind } from '../../lib/cache/rows.ts';
import { useCache } from '../data/cache-context.ts';
import { useAttempt } from '../data/use-attempt.ts';
import { ListPreview } from '../holders/list-preview.tsx';
import { ListSourceForm } from '../holders/list-source-form.tsx';
import { useHolderClient } from '../holders/use-holder-table.ts';
import { useListReading } from '../holders/use-list-reading.ts';
import { useHolderWords } from '../holders/words.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Select } from '../ui/select.tsx';
import { useCommonWords } from '../ui/words.ts';
import { holdersHere, peopleHere } from './holders-here.ts';
import { useOrdersWords } from './words.ts';
import '../holders/holders.css';

interface Props {
  uId: string;
  /** When the wish knows people alone. */
  only: HolderKind | undefined;
  onChoose: (holders: Holder[]) => void;
  onClose: () => void;
}

/** Devices or people out of a paste, a file or a saved list. */
export function HolderPicker({ uId, only, onChoose, onClose }: Props) {
  const t = useOrdersWords();
  const [kind, setKind] = useState<HolderKind>(only ?? 'device');
  return (
    <Dialog title={t('pick.holders')} onClose={onClose}>
      {only ? null : (
        <Select
          label={t('pick.kind')}
          value={kind}
          options={(['device', 'user'] as const).map((value) => ({ value, text: t(`pick.kind.${value}`) }))}
          onChange={setKind}
        />
      )}
      <SavedLists uId={uId} kind={kind} onChoose={onChoose} />
      <PasteOrFile key={kind} uId={uId} kind={kind} onChoose={onChoose} onClose={onClose} />
    </Dialog>
  );
}

function SavedLists({ uId, kind, onChoose }: Omit<ReadProps, 'onClose'>) {
  const t = useOrdersWords();
  const cache = useCache();
  const lists = useLiveQuery(() => cache.lists.filter((list) => list.kind === kind).toArray(), [cache, kind]);
  const reading = useAttempt('storage-broken');
  if (!lists || lists.length === 0) return null;
  const take = (ids: readonly string[]) =>
    reading.run(async () => {
      const found = ids.map((id) => ({ kind, id }));
      onChoose(await holdersHere(cache, uId, found));
    });
  return (
    <>
      <Select
        label={t('pick.list')}
        value=""
        options={[
          { value: '', text: t('pick.list.choose') },
          ...lists.map(({ id, name, ids }) => ({
            value: id,
            text: t('pick.list.line', { name, count: ids.length }),
          })),
        ]}
        onChange={(id) => {
          const list = lists.find((one) => one.id === id);
          if (list) void take(list.ids);
        }}
      />
      {reading.failure ? <FailurePanel failure={reading.failure} /> : null}
    </>
  );
}

interface ReadProps {
  uId: string;
  kind: HolderKind;
  onChoose: (holders: Holder[]) => void;
  onClose: () => void;
}

function PasteOrFile({ uId, kind, onChoose, onClose }: ReadProps) {
  const t = useOrdersWords();
  const th = useHolderWords();
  const tc = useCommonWords();
  const cache = useCache();
  const client = useHolderClient(kind);
  const reading = useListReading(client);
  const taking = useAttempt('storage-broken');
  if (reading.found) {
    const { found } = reading;
    const take = () =>
      taking.run(async () => {
        const { ids, people } = found;
        onChoose(people ? await peopleHere(cache, uId, people) : ids.map((id) => ({ kind, id })));
      });
    return (
      <>
        <ListPreview holders={kind} found={found} />
        {taking.failure ? <FailurePanel failure={taking.failure} /> : null}
        <div className="acts end">
          <Button onPress={reading.forget}>{th('import.again')}</Button>
          <Button look="primary" isDisabled={found.ids.length === 0} onPress={() => void take()}>
            {t('pick.holders.take', { count: found.ids.length })}
          </Button>
        </div>
      </>
    );
  }
  return (
    <ListSourceForm
      label={t(`pick.paste.${kind}`)}
      help={t(`pick.help.${kind}`)}
      reading={reading}
      back={{ text: tc('act.cancel'), onBack: onClose }}
    />
  );
}
