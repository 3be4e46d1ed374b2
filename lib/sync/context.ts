import type { AppleLocation } from '../apple/contract.ts';
import type { Database, RunRow } from '../cache/database.ts';
import type { Clock } from '../platform/clock.ts';
import type { Progress } from './progress.ts';

/** What the steps of one run work with. */
export interface RunContext {
  db: Database;
  clock: Clock;
  apple: AppleLocation;
  uId: string;
  run: RunRow;
  progress: Progress;
  signal: AbortSignal;
  /** Whether what differs from before is news: not so until the location was once read as a whole. */
  watchesChanges: boolean;
  /**
   * To be called often by long work: a small extension call, since a running fetch does not keep a Chrome worker alive,
   * and a look at service/config, which is to be at most five minutes old (reference 0.7).
   */
  checkpoint(): Promise<void>;
}
