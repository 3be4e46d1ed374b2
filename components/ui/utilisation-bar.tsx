import { useCommonWords } from './words.ts';
import './bar.css';

interface Props {
  /** Licences in use. */
  used: number;
  /** All there are; undefined for an unlimited asset, which has no part to show. */
  total: number | undefined;
  /** Which colour a full one has is the caller's to say: full is no trouble everywhere. */
  tone?: 'plain' | 'warning' | 'danger';
}

/** How much of a stock is in use. The numbers stand beside it: it is spoken too, but never the only place. */
export function UtilisationBar({ used, total, tone = 'plain' }: Props) {
  const t = useCommonWords();
  if (total === undefined) return <span className="soft">{t('asset.unlimited')}</span>;
  const part = total <= 0 ? 0 : Math.min(Math.max(used / total, 0), 1);
  const text = t('use.of', { used, total });
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> takes no colour of ours in every browser
    <span
      role="meter"
      className={`bar use bar-${tone}`}
      title={text}
      aria-label={text}
      aria-valuetext={text}
      aria-valuemin={0}
      aria-valuemax={Math.max(total, 0)}
      aria-valuenow={Math.min(Math.max(used, 0), Math.max(total, 0))}
    >
      <span className="bar-fill" style={{ width: `${part * 100}%` }} />
    </span>
  );
}
