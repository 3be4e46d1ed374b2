import { useState } from 'react';
import type { MdmRow } from '../../lib/cache/mdm-rows.ts';
import type { Failure } from '../../lib/platform/errors.ts';
import { useCommand } from '../data/use-command.ts';
import { askForHosts } from './ask-for-hosts.ts';
import { kindOf } from './kinds.ts';

/** Sends the token of a location to an MDM. `run` must be called in the click itself. */
export function useSend(uId: string) {
  const [refused, setRefused] = useState<Failure>();
  const start = useCommand('delivery.start');
  const place = useCommand('page.place');

  async function run(mdm: MdmRow, claim = false): Promise<void> {
    start.forget();
    place.forget();
    const failure = await askForHosts(kindOf(mdm)?.patterns(mdm.settings) ?? []);
    setRefused(failure);
    if (failure) return;
    // The console's page comes forward and shows the rest.
    if (kindOf(mdm)?.isPlaced) await place.run({ uId, mdmId: mdm.id });
    else await start.run({ uId, mdmId: mdm.id, ...(claim && { claim }) });
  }

  return { run, busy: start.busy || place.busy, failure: refused ?? start.failure ?? place.failure };
}
