import BookOpen from 'lucide-react/icons/book-open';
import Package from 'lucide-react/icons/package';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useCache } from '../data/cache-context.ts';
import { useHasIcon } from './use-has-icon.ts';
import './asset-icon.css';

interface Props {
  adamId: string;
  isBook?: boolean;
  size?: 20 | 28 | 40;
}

/** The cached icon of an app, or a plain mark. Decorative: the name stands beside it. */
export function AssetIcon({ adamId, isBook = false, size = 28 }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDrawn = useDrawnIcon(canvas, adamId, size);
  const Mark = isBook ? BookOpen : Package;
  return (
    <span className="asset-icon" style={{ width: size, height: size }} aria-hidden>
      {isDrawn ? null : <Mark size={size * 0.57} />}
      <canvas ref={canvas} hidden={!isDrawn} style={{ width: size, height: size }} />
    </span>
  );
}

/**
 * Draws the icon and says whether it did. On a canvas, because an object URL in a table lives either too long or,
 * in a row that scrolls by quickly, too short.
 */
function useDrawnIcon(canvas: RefObject<HTMLCanvasElement | null>, adamId: string, size: number): boolean {
  const cache = useCache();
  const hasIcon = useHasIcon(adamId);
  const [drawn, setDrawn] = useState<string>();
  useEffect(() => {
    if (!hasIcon) return;
    let isGone = false;
    const show = async () => {
      const icon = await cache.icons.get(adamId);
      if (!icon || isGone) return;
      const picture = await createImageBitmap(icon.blob);
      if (!isGone && draw(canvas.current, picture, size)) setDrawn(adamId);
      picture.close();
    };
    // A picture that cannot be read leaves the plain mark.
    show().catch(() => isGone || setDrawn(undefined));
    return () => {
      isGone = true;
    };
  }, [cache, hasIcon, canvas, adamId, size]);
  return drawn === adamId;
}

function draw(canvas: HTMLCanvasElement | null, picture: ImageBitmap, size: number): boolean {
  const pen = canvas?.getContext('2d');
  if (!canvas || !pen) return false;
  canvas.width = Math.round(size * devicePixelRatio);
  canvas.height = canvas.width;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return true;
}
