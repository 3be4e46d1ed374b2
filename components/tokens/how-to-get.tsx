import { useConsoleWords } from '../console/words.ts';
import { Empty } from '../ui/empty.tsx';

const portals = [
  { name: 'business', address: 'https://business.apple.com/' },
  { name: 'school', address: 'https://school.apple.com/' },
] as const;

/** Nothing is linked: where the token is in Apple's portals (reference portal 1.4) and why it may be missing (1.3). */
export function HowToGet() {
  const t = useConsoleWords();
  return (
    <Empty title={t('tokens.empty.title')}>
      <p>{t('tokens.empty.text')}</p>
      <ul className="how-to">
        {portals.map(({ name, address }) => (
          <li key={name}>
            <h3>{t(`tokens.empty.${name}`)}</h3>
            <p>{t(`tokens.empty.${name}.path`)}</p>
            <a href={address} target="_blank" rel="noreferrer">
              {t(`tokens.empty.${name}.open`)}
            </a>
          </li>
        ))}
      </ul>
      <h3>{t('tokens.empty.none')}</h3>
      <p className="soft">
        {t('tokens.empty.none.text')} {t('tokens.empty.role')}
      </p>
      <p className="soft">{t('tokens.empty.once')}</p>
    </Empty>
  );
}
