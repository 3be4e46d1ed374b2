/** Workers that were started before their screen is there. */
import type { HolderKind } from '../../lib/cache/rows.ts';
import { createHolderClient, type HolderClient } from './holder-client.ts';

const begun = new Map<HolderKind, HolderClient>();

/**
 * Starts the worker that a screen waits for, before the screen is drawn.
 * @param query what the screen will ask
 */
export function beginHolders(holders: HolderKind, query: string): void {
  begun.set(holders, createHolderClient(holders, query));
}

/** The worker that was begun, once; else a new one. Whoever takes it closes it. */
export function takeHolderClient(holders: HolderKind): HolderClient {
  const client = begun.get(holders) ?? createHolderClient(holders, '');
  begun.delete(holders);
  return client;
}
