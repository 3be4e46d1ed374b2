/** What was begun before a screen is there: its worker, and the first rows that the page reads meanwhile. */
import type { Database } from '../../lib/cache/database.ts';
import type { HolderKind } from '../../lib/cache/rows.ts';
import { readFirstAnswer } from './first-answer.ts';
import { createHolderClient, type HolderClient } from './holder-client.ts';
import type { Answer } from './messages.ts';

/** Rows of one window; windows begin at multiples of half of it, so that scrolling rarely waits. */
export const windowSize = 200;

const clients = new Map<HolderKind, HolderClient>();
const answers = new Map<string, Promise<Answer | undefined>>();

/** Starts the worker that a screen waits for, before the screen is drawn. */
export function beginHolders(holders: HolderKind, cache: Database, query: string): void {
  clients.set(holders, createHolderClient(holders));
  const answer = readFirstAnswer(cache, holders, query, windowSize);
  answer.catch(() => undefined); // Told to who takes it.
  answers.set(`${holders} ${query}`, answer);
}

/** The worker that was begun, once; else a new one. Whoever takes it closes it. */
export function takeHolderClient(holders: HolderKind): HolderClient {
  const client = clients.get(holders) ?? createHolderClient(holders);
  clients.delete(holders);
  return client;
}

/** The first rows that were begun to be read, once; else they are read now. @throws AppError */
export function takeFirstAnswer(
  holders: HolderKind,
  cache: Database,
  query: string,
): Promise<Answer | undefined> {
  const name = `${holders} ${query}`;
  const answer = answers.get(name) ?? readFirstAnswer(cache, holders, query, windowSize);
  answers.clear();
  return answer;
}
