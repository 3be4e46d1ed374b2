/**
 * The worker behind People or Devices, which takes longest to start: the rest of this script, the database above all, runs
 * while it does. So both scripts of the page import this first: a bundle has its modules in the order of the whole.
 */
import { parseRoute } from '../../components/console/route.ts';
import { beginHolders } from '../../components/holders/begun-clients.ts';
import { queryOf } from '../../components/holders/holder-query.ts';

const { path, params } = parseRoute(location.hash);
if (path === '/people') beginHolders('user', queryOf(params));
else if (path === '/devices') beginHolders('device', queryOf(params));
