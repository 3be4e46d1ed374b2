import { randomUUID } from 'node:crypto';
import type { SimulatorClock } from '../clock.ts';
import type { SimulatorConfig } from './config.ts';
import { type ErrorBody, type ErrorInfo, errorBody } from './errors.ts';

export type EventType = 'ASSOCIATE' | 'DISASSOCIATE' | 'REVOKE' | 'CREATE' | 'UPDATE' | 'RETIRE';

/** One piece of work: who and what it is about, and what to do. */
export interface Task {
  asset?: { adamId: string; pricingParam: string };
  clientUserId?: string;
  serialNumber?: string;
  /** @returns an error number, or undefined when done */
  run(): number | undefined;
}

export interface AppleEvent {
  eventId: string;
  locationKey: string;
  type: EventType;
  status: 'PENDING' | 'COMPLETE' | 'FAILED';
  tasks: Task[];
  next: number;
  dueAt: number;
  completed: number;
  failed: { task: Task; errorNumber: number }[];
  stuck: boolean;
  /** When a status read last answered PENDING; sooner than 30 s after it is an offence. */
  pendingReadAt?: number;
}

/** "Work in ticks of up to 100" (reference 17). */
const tasksPerTick = 100;

/**
 * The asynchronous side: events are worked off by the clock. Nothing runs in the background; whoever looks calls
 * `settle` first, so a fake clock decides alone what has happened.
 */
export function createEventQueue(clock: SimulatorClock, config: SimulatorConfig) {
  const events = new Map<string, AppleEvent>();
  let pending: AppleEvent[] = [];
  let injected: { errorNumber: number; count: number } | undefined;

  const runTask = (task: Task): number | undefined => {
    if (config.maintenance === 'async') return 9644;
    if (injected && injected.count > 0) {
      injected.count -= 1;
      return injected.errorNumber;
    }
    return task.run();
  };
  const tick = (event: AppleEvent) => {
    const end = Math.min(event.next + tasksPerTick, event.tasks.length);
    for (; event.next < end; event.next++) {
      const task = event.tasks[event.next];
      if (!task) continue;
      const errorNumber = runTask(task);
      if (errorNumber === undefined) event.completed += 1;
      else event.failed.push({ task, errorNumber });
    }
    event.dueAt += config.tickMs;
    if (event.next >= event.tasks.length) event.status = event.failed.length === 0 ? 'COMPLETE' : 'FAILED';
  };
  const settleUntil = (time: number) => {
    while (!config.stuckPending) {
      const due = pending
        .filter((event) => !event.stuck && event.dueAt <= time)
        .sort((a, b) => a.dueAt - b.dueAt)[0];
      if (!due) return;
      tick(due);
      pending = pending.filter((event) => event.status === 'PENDING');
    }
  };

  return {
    add(locationKey: string, type: EventType, tasks: Task[]): string {
      const event: AppleEvent = {
        eventId: randomUUID(),
        locationKey,
        type,
        status: 'PENDING',
        tasks,
        next: 0,
        dueAt: clock.now() + config.eventDelayMs,
        completed: 0,
        failed: [],
        stuck: false,
      };
      events.set(event.eventId, event);
      pending.push(event);
      return event.eventId;
    },
    getEvent: (eventId: string) => events.get(eventId),
    list: () => [...events.values()],
    /** Does all work that is due by now. */
    settle: () => settleUntil(clock.now()),
    /** Does all work at once, due or not; stuck events stay. */
    finishAll: () => settleUntil(Number.MAX_SAFE_INTEGER),
    /** The next tasks fail with this number (9603, for one, may come in events too: reference 7.2). */
    failTasks(errorNumber: number, count: number) {
      injected = { errorNumber, count };
    },
  };
}

export type EventQueue = ReturnType<typeof createEventQueue>;

/** Reference 4.12: failures grouped by error, the targets in `errorInfo`. */
export function groupFailures(event: AppleEvent, grouping: SimulatorConfig['failureGrouping']): ErrorBody[] {
  const groups = new Map<string, AppleEvent['failed']>();
  for (const failure of event.failed) {
    const asset = grouping === 'per-asset' ? JSON.stringify(failure.task.asset) : '';
    const key = `${failure.errorNumber} ${asset}`;
    const group = groups.get(key);
    if (group) group.push(failure);
    else groups.set(key, [failure]);
  }
  return [...groups.values()].map((group) => describe(group));
}

function describe(group: AppleEvent['failed']): ErrorBody {
  const errorNumber = group[0]?.errorNumber ?? 9603;
  const assets = unique(group.map(({ task }) => task.asset && JSON.stringify(task.asset)));
  const clientUserIds = unique(group.map(({ task }) => task.clientUserId));
  const serialNumbers = unique(group.map(({ task }) => task.serialNumber));
  const info: ErrorInfo = {
    // An unknown user says nothing about the asset (sample in 4.12).
    ...(assets.length > 0 && errorNumber !== 9609 && { assets: assets.map((text) => JSON.parse(text)) }),
    ...(clientUserIds.length > 0 && { clientUserIds }),
    ...(serialNumbers.length > 0 && { serialNumbers }),
  };
  const body = errorBody(errorNumber, info);
  // One number may have several texts (reference 7.1).
  return errorNumber === 9609 ? { ...body, errorMessage: 'Registered user not found' } : body;
}

function unique(values: (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
