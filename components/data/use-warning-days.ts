import { useLiveQuery } from 'dexie-react-hooks';
import { defaultWarningDays } from '../../lib/token/days-left.ts';
import { useCache } from './cache-context.ts';

/** Days before its end at which a token is warned about, as settings and policy say. */
export function useWarningDays(): readonly number[] {
  const cache = useCache();
  const found = useLiveQuery(() => cache.status.get('warning-days'), [cache]);
  return found?.key === 'warning-days' ? found.value : defaultWarningDays;
}
