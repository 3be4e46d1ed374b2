import { useEffect, useState } from 'react';

/** Milliseconds in which a page that has just been opened shows its first rows. */
const firstRows = 300;

/** True a little after the page was opened: for what reads beside a screen that must not wait for it. */
export function useLater(): boolean {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), firstRows);
    return () => clearTimeout(timer);
  }, []);
  return isLater;
}
