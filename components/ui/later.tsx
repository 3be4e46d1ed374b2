import { type ReactNode, useEffect, useState } from 'react';

/** Milliseconds; by then a page that has just been opened shows its first rows, where the machine is not slow. */
const delay = 300;

/** What reads beside a screen and must not hold it up: it comes a little after the page. */
export function Later({ children, before = null }: { children: ReactNode; before?: ReactNode }) {
  const [isLater, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), delay);
    return () => clearTimeout(timer);
  }, []);
  return isLater ? children : before;
}
