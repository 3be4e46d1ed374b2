import { useLiveQuery } from 'dexie-react-hooks';
import BookOpen from 'lucide-react/icons/book-open';
import Package from 'lucide-react/icons/package';
import { useEffect, useState } from 'react';
import { useCache } from '../data/cache-context.ts';
import './asset-icon.css';

interface Props {
  adamId: string;
  isBook?: boolean;
  size?: 20 | 28 | 40;
}

/** The cached icon of an app, or a plain mark. Decorative: the name stands beside it. */
export function AssetIcon({ adamId, isBook = false, size = 28 }: Props) {
  const url = useIconUrl(adamId);
  const Mark = isBook ? BookOpen : Package;
  return (
    <span className="asset-icon" style={{ width: size, height: size }} aria-hidden>
      {url ? <img src={url} alt="" width={size} height={size} /> : <Mark size={size * 0.57} />}
    </span>
  );
}

function useIconUrl(adamId: string): string | undefined {
  const cache = useCache();
  const icon = useLiveQuery(() => cache.icons.get(adamId), [cache, adamId]);
  const blob = icon?.adamId === adamId ? icon.blob : undefined;
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return setUrl(undefined);
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url;
}
