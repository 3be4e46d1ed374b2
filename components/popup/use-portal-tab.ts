import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';

const portals = new Set(['business.apple.com', 'school.apple.com']);

/** Whether the popup was opened over one of Apple's portals (activeTab shows the address of that tab alone). */
export function useIsOverPortal(): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    let isGone = false;
    browser.tabs.query({ active: true, currentWindow: true }).then(([tab]) => {
      if (!isGone) setOver(isPortal(tab?.url));
    });
    return () => {
      isGone = true;
    };
  }, []);
  return isOver;
}

function isPortal(address: string | undefined): boolean {
  const url = address === undefined ? null : URL.parse(address);
  return url?.protocol === 'https:' && portals.has(url.host);
}
