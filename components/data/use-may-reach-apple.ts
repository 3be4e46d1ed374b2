import { appleHost } from '../../lib/platform/permission-table.ts';
import { useGranted } from './use-granted.ts';

const apple = { origins: [appleHost] };

/** Whether the browser lets us reach Apple's service; Firefox asks people first. True until the browser says no. */
export const useMayReachApple = (): boolean => useGranted(apple, true);
