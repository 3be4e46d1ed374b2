import type { Database } from '../cache/database.ts';
import { forgetLocation } from '../cache/write-location.ts';
import { storing } from '../platform/storage-error.ts';
import type { Vault } from '../vault/create-vault.ts';
import { type Link, tokenName } from './create-link.ts';

/**
 * Forgets the token and everything cached of a location; nothing changes at Apple. No link or renewal is stored
 * meanwhile. The token goes first: if the rest fails, the location still stands on the screen and can be unlinked again.
 * What Apple asked the location to wait for stays in the governor's memory: a new link has to wait as well.
 */
export function unlinkLocation(
  deps: { cache: Database; vault: Vault; link: Link; stopWork(uId: string): Promise<void> },
  uId: string,
): Promise<void> {
  const { cache, vault, link, stopWork } = deps;
  return link.alone(async () => {
    await stopWork(uId);
    await vault.remove(tokenName(uId));
    await storing(() => forgetLocation(cache, uId));
    // One that was asked for meanwhile may hold the token; what it still writes is refused by then.
    await stopWork(uId);
    await link.candidates.noteUnlinked(uId);
  });
}
