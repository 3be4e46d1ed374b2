import { writeRoute } from '../console/route.ts';
import { Age } from '../ui/age.tsx';
import { State } from '../ui/state.tsx';
import { useCommonWords, writeNumber } from '../ui/words.ts';
import type { TotalsNumber, TotalsRow, TotalsSum } from './totals-row.ts';
import { useOverviewWords } from './words.ts';

export function LocationName({ line: { location } }: Pick<TotalsRow, 'line'>) {
  return (
    <a dir="auto" href={writeRoute('/tokens', { open: location.uId })}>
      {location.locationName}
    </a>
  );
}

export function LocationState({ line: { diagnosis } }: Pick<TotalsRow, 'line'>) {
  const tc = useCommonWords();
  return (
    <State tone={diagnosis.tone}>{tc(`state.${diagnosis.state}`, { count: diagnosis.days ?? 0 })}</State>
  );
}

export function SumState({ read, of }: TotalsSum) {
  const tc = useCommonWords();
  return (
    <State tone={read < of ? 'warning' : 'neutral'}>
      {tc('read.part', { read: writeNumber(read), count: of })}
    </State>
  );
}

export function TotalsFigure({ value, href }: TotalsNumber) {
  const t = useOverviewWords();
  if (value === undefined) return t('totals.none');
  return href ? <a href={href}>{writeNumber(value)}</a> : writeNumber(value);
}

export function TotalsAge({ at }: Pick<TotalsRow, 'at'>) {
  const t = useOverviewWords();
  return at === undefined ? t('totals.unread') : <Age at={at} form="plain" />;
}
