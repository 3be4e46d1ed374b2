import CalendarPlus from 'lucide-react/icons/calendar-plus';
import type { LocationRow } from '../../lib/cache/rows.ts';
import { systemClock } from '../../lib/platform/clock.ts';
import { useWarningDays } from '../data/use-warning-days.ts';
import { portalPages } from '../health/portal-pages.ts';
import { Button, type ButtonLook } from '../ui/button.tsx';
import { saveFile } from '../ui/export/save-file.ts';
import { type CalendarEntry, writeCalendar } from './calendar-file.ts';
import { useTokensWords } from './words.ts';

interface Props {
  locations: readonly LocationRow[];
  text: string;
  look: ButtonLook;
}

/** Saves a calendar file with the end of each token and the admin's warning days as reminders. */
export function CalendarButton({ locations, text, look }: Props) {
  const t = useTokensWords();
  const days = useWarningDays();
  const entryOf = (row: LocationRow): CalendarEntry => {
    const [page, other] = portalPages(row.websiteURL);
    return {
      uId: row.uId,
      endsAt: row.expiresAt,
      linkedAt: row.renewedAt ?? row.linkedAt,
      title: t('calendar.event', { location: row.locationName }),
      text: t('calendar.text', { location: row.locationName, organisation: row.orgName, id: row.uId }),
      ...(page && !other ? { address: page.address } : {}),
    };
  };
  const save = () => {
    const content = writeCalendar(locations.map(entryOf), days, systemClock.now());
    saveFile(new Blob([content], { type: 'text/calendar;charset=utf-8' }), 'orchardist-tokens.ics');
  };
  return (
    <Button look={look} onPress={save}>
      <CalendarPlus size={16} aria-hidden />
      {text}
    </Button>
  );
}
