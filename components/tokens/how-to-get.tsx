import type { ReactNode } from 'react';
import { Empty } from '../ui/empty.tsx';
import { useTokensWords } from './words.ts';

const portals = [
  { name: 'business', address: 'https://business.apple.com/' },
  { name: 'school', address: 'https://school.apple.com/' },
] as const;

/**
 * Nothing is linked: where the token is in Apple's portals (reference portal 1.4) and why it may be missing (1.3).
 * @param children the way to the place that takes it, where that is not beside
 */
export function HowToGet({ children }: { children?: ReactNode }) {
  const t = useTokensWords();
  return (
    <Empty title={t('empty.title')}>
      <p>{t('empty.text')}</p>
      {children}
      <ul className="how-to">
        {portals.map(({ name, address }) => (
          <li key={name}>
            <h3>{t(`empty.${name}`)}</h3>
            <p>{t(`empty.${name}.path`)}</p>
            <a href={address} target="_blank" rel="noreferrer">
              {t(`empty.${name}.open`)}
            </a>
          </li>
        ))}
      </ul>
      <h3>{t('empty.none')}</h3>
      <p className="soft">
        {t('empty.none.text')} {t('empty.role')}
      </p>
      <p className="soft">{t('empty.once')}</p>
    </Empty>
  );
}
