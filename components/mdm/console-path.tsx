import { useMdmWords } from './words.ts';

/** Where the token goes in, in the vendor's own words. */
export function ConsolePath({ path }: { path: readonly string[] }) {
  const t = useMdmWords();
  if (path.length === 0) return null;
  return (
    <p className="small soft">
      {t('path')}{' '}
      <bdi lang="en" className="strong">
        {path.join(' › ')}
      </bdi>
    </p>
  );
}
