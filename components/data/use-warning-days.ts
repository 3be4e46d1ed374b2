import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { defaultWarningDays } from '../../lib/token/days-left.ts';

/** Days before its end at which a token is warned about. Read without Zod, which must not land in the popup. */
export function useWarningDays(): readonly number[] {
  const [days, setDays] = useState(defaultWarningDays);
  useEffect(() => {
    const { local } = browser.storage;
    const look = () => {
      local.get('settings').then(
        (found) => setDays(readWarningDays(found.settings)),
        () => setDays(defaultWarningDays),
      );
    };
    look();
    local.onChanged.addListener(look);
    return () => local.onChanged.removeListener(look);
  }, []);
  return days;
}

/** As `lib/platform/settings.ts` understands them. */
function readWarningDays(settings: unknown): readonly number[] {
  if (typeof settings !== 'object' || settings === null || !('warningDays' in settings)) {
    return defaultWarningDays;
  }
  const { warningDays } = settings;
  const isFit = Array.isArray(warningDays) && warningDays.length <= 12 && warningDays.every(isDay);
  return isFit ? warningDays : defaultWarningDays;
}

const isDay = (day: unknown) => typeof day === 'number' && Number.isInteger(day) && day >= 1 && day <= 365;
