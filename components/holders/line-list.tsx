// biome-ignore-all lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
import { useHolderWords } from './words.ts';
import './holders.css';

/** More lines than these are only counted. */
const mostShown = 50;

/** Lines of a file that want a look, by what is the matter with them all. */
export function LineList({ title, lines }: { title: string; lines: readonly string[] }) {
  const t = useHolderWords();
  return (
    <div className="stack">
      <p>{title}</p>
      <ul className="refused-lines small" tabIndex={0} aria-label={title}>
        {lines.slice(0, mostShown).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {lines.length > mostShown ? (
          <li>{t('import.refused.more', { count: lines.length - mostShown })}</li>
        ) : null}
      </ul>
    </div>
  );
}
