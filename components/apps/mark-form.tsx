import { type FormEvent, useRef, useState } from 'react';
import type { AssetKey } from '../../lib/cache/rows.ts';
import { useCommand } from '../data/use-command.ts';
import { Button } from '../ui/button.tsx';
import { wordsForFailure } from '../ui/failure-words.ts';
import { State } from '../ui/state.tsx';
import { TextField } from '../ui/text-field.tsx';
import { useToast } from '../ui/toast.tsx';
import { isBelow, parseLow } from './stock.ts';
import { useAppsWords } from './words.ts';
import '../link/link.css';

interface Props {
  assetKey: AssetKey;
  /** Empty: over all locations. */
  uId: string;
  locationName?: string;
  low: number | undefined;
  available: number | undefined;
}

/** Below how many free licences the asset is short: over all locations, or in the one that is looked at. */
export function MarkForm({ assetKey: { adamId, pricingParam }, uId, locationName, low, available }: Props) {
  const t = useAppsWords();
  const toast = useToast();
  const form = useRef<HTMLFormElement>(null);
  const written = low === undefined ? '' : `${low}`;
  const [text, setText] = useState(written);
  // Set or removed, here or in another tab.
  const [known, setKnown] = useState(written);
  if (written !== known) {
    setKnown(written);
    setText(written);
  }
  const [isWrong, setWrong] = useState(false);
  const save = useCommand('asset.mark');
  const write = async (next: number | undefined) => {
    const saved = await save.run({ adamId, pricingParam, uId, ...(next === undefined ? {} : { low: next }) });
    if (saved) toast({ text: t(next === undefined ? 'detail.mark.removed' : 'detail.mark.saved') });
    // The button that was pressed is gone or disabled now; without the focus the keys of the detail would be dead.
    form.current?.querySelector('input')?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = parseLow(text);
    setWrong(next === undefined);
    if (next !== undefined) void write(next);
  };
  const error = isWrong ? t('detail.mark.error') : save.failure && wordsForFailure(save.failure).title;
  const stand = { available: available ?? 0 };
  return (
    <section>
      <form ref={form} className="one-line" onSubmit={submit} noValidate>
        <TextField
          label={
            locationName === undefined
              ? t('detail.mark.all')
              : t('detail.mark.of', { location: locationName })
          }
          help={t('detail.mark.help')}
          value={text}
          inputMode="numeric"
          maxLength={11}
          onChange={setText}
          error={error}
        />
        <Button type="submit" isDisabled={save.busy || text.trim() === '' || text.trim() === `${low}`}>
          {t('detail.mark.save')}
        </Button>
        {low === undefined ? null : (
          <Button look="quiet" isDisabled={save.busy} onPress={() => void write(undefined)}>
            {t('detail.mark.remove')}
          </Button>
        )}
      </form>
      {low === undefined ? null : (
        <p className="small">
          {isBelow(available, low) ? (
            <State tone="warning">{t('detail.mark.is', stand)}</State>
          ) : (
            <span className="soft">{t('detail.mark.fine', stand)}</span>
          )}
        </p>
      )}
    </section>
  );
}
