/** What was begun before a screen is there: its worker. */
import type { HolderKind } from '../../lib/cache/rows.ts';
import { createHolderClient, type HolderClient } from './holder-client.ts';

/** Rows of one window; windows begin at multiples of half of it, so that scrolling rarely waits. */
export const windowSize = 200;

const clients = new Map<HolderKind, HolderClient>();
/** Starts the worker that a screen waits for, before the screen is drawn. */
export function beginHolders(holders: HolderKind): void {
  clients.set(holders, createHolderClient(holders));
}

/** The worker that was begun, once; else a new one. Whoever takes it closes it. */
export function takeHolderClient(holders: HolderKind): HolderClient {
  const client = clients.get(holders) ?? createHolderClient(holders);
  clients.delete(holders);
  return client;
}
