import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';

type Wanted = Parameters<typeof browser.permissions.contains>[0];

/**
 * Whether the browser grants a permission, followed live.
 * @param wanted the same object at every call
 * @param atFirst what counts until the browser has answered, and where it fails to
 */
export function useGranted(wanted: Wanted, atFirst: boolean): boolean {
  const [isGranted, setGranted] = useState(atFirst);
  useEffect(() => {
    const look = () => {
      browser.permissions.contains(wanted).then(setGranted, () => setGranted(atFirst));
    };
    look();
    browser.permissions.onAdded.addListener(look);
    browser.permissions.onRemoved.addListener(look);
    return () => {
      browser.permissions.onAdded.removeListener(look);
      browser.permissions.onRemoved.removeListener(look);
    };
  }, [wanted, atFirst]);
  return isGranted;
}
