import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';
import { appleHost } from '../../lib/platform/permission-table.ts';

/** Whether the browser lets us reach Apple's service; Firefox asks people first. True until the browser says no. */
export function useMayReachApple(): boolean {
  const [may, setMay] = useState(true);
  useEffect(() => {
    const look = () => {
      browser.permissions.contains({ origins: [appleHost] }).then(setMay, () => setMay(true));
    };
    look();
    browser.permissions.onAdded.addListener(look);
    browser.permissions.onRemoved.addListener(look);
    return () => {
      browser.permissions.onAdded.removeListener(look);
      browser.permissions.onRemoved.removeListener(look);
    };
  }, []);
  return may;
}
