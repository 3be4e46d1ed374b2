import type { PortalPage } from '../health/portal-pages.ts';
import { useTokensWords } from './words.ts';

/** To the pages of Apple's portals where a new token is. */
export function PortalLinks({ pages }: { pages: readonly PortalPage[] }) {
  const t = useTokensWords();
  return pages.map(({ portal, address }) => (
    <a key={portal} className="act-link" href={address} target="_blank" rel="noreferrer">
      {t(`portal.${portal}`)}
    </a>
  ));
}
