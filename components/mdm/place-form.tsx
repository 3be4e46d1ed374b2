import { useState } from 'react';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { FailurePanel } from '../ui/failure-panel.tsx';
import { Select } from '../ui/select.tsx';
import { useCommonWords } from '../ui/words.ts';
import { useMdmWords } from './words.ts';

interface Props {
  locations: readonly LocationRow[];
  /** The uId of the one that is chosen at first. */
  newest: string | undefined;
}

/** Places the token of a location in the form of the open page; the page itself shows the rest. */
export function PlaceForm({ locations, newest = '' }: Props) {
  const t = useMdmWords();
  const tc = useCommonWords();
  const [uId, setUId] = useState(newest);
  const place = useCommand('page.place');
  const run = async () => {
    // The page takes over; the popup would stand over it.
    if (await place.run({ uId })) window.close();
  };
  return (
    <div className="stack">
      <p className="soft">{t('place.text')}</p>
      {locations.length > 1 ? (
        <Select
          label={tc('candidate.location')}
          value={uId}
          options={locations.map((one) => ({ value: one.uId, text: one.locationName }))}
          onChange={setUId}
        />
      ) : null}
      {place.failure ? <FailurePanel failure={place.failure} /> : null}
      <div className="acts">
        <Button isDisabled={place.busy || uId === ''} onPress={() => void run()}>
          {t('place.here')}
        </Button>
      </div>
    </div>
  );
}
