interface WaitOptions {
  /** Milliseconds until it gives up; 30 s unless told: a busy machine must not fail a test. */
  timeout?: number;
  /** What was waited for, as it shall stand in the error. */
  message: string;
}

/**
 * Polls until `condition` gives something truthy and returns that. A condition that throws counts as "not yet";
 * its last error is the cause when the time is over.
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { timeout = 30_000, message }: WaitOptions,
): Promise<Exclude<T, false | null | undefined | 0 | ''>> {
  const end = performance.now() + timeout;
  let lastError: unknown;
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 250)) {
    try {
      const value = await condition();
      if (isTruthy(value)) return value;
      lastError = undefined;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > end) {
      throw new Error(`Waited ${timeout} ms in vain: ${message}`, { cause: lastError });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

function isTruthy<T>(value: T): value is Exclude<T, false | null | undefined | 0 | ''> {
  return Boolean(value);
}

/** Rejects when `promise` takes longer than `timeout` ms: for calls that hang instead of failing. */
export async function within<T>(promise: Promise<T>, timeout: number, message: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Took longer than ${timeout} ms: ${message}`)), timeout);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
