import { useEffect, useState } from 'react';
import { browser } from 'wxt/browser';

const portals = new Set(['business.apple.com', 'school.apple.com']);
const isOfApple = (host: string) => /(^|\.)(apple|icloud)\.com$/.test(host);

/** What the popup was opened over: one of Apple's portals, or a page that a token could be placed on. */
export type TabKind = 'portal' | 'page';

/** The kind of the open tab (activeTab shows the address of that tab alone); undefined for any other. */
export function useTabKind(): TabKind | undefined {
  const [kind, setKind] = useState<TabKind>();
  useEffect(() => {
    let isGone = false;
    browser.tabs.query({ active: true, currentWindow: true }).then(([tab]) => {
      if (!isGone) setKind(kindOf(tab?.url));
    });
    return () => {
      isGone = true;
    };
  }, []);
  return kind;
}

function kindOf(address: string | undefined): TabKind | undefined {
  const url = address === undefined ? null : URL.parse(address);
  if (url?.protocol !== 'https:') return undefined;
  if (portals.has(url.host)) return 'portal';
  return isOfApple(url.hostname) ? undefined : 'page';
}
