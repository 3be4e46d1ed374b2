import fc from 'fast-check';

/** A border of the product where anything may come in, and what must hold whatever does. */
export interface Target<T> {
  name: string;
  inputs: fc.Arbitrary<T>;
  /** Throws when something that must hold does not. */
  check(input: T): void | Promise<void>;
}

/** A target whose type of input is its own affair. */
export interface FuzzTarget {
  name: string;
  /** @param onCase told of each case before it is tried, with its number; cases of a shrink as well */
  run(options: { runs: number; seed?: number; onCase?(number: number): void }): Promise<FuzzResult>;
  /** The input that a run with this seed tries as its `number`th, as `textOf` writes it. */
  inputOfCase(seed: number, number: number): string;
  /** Tries one input as `textOf` wrote it. */
  replay(text: string): Promise<void>;
}

export interface FuzzResult {
  runs: number;
  seed: number;
  /** Undefined when everything held; else the smallest input that was found, and why. */
  failure?: { input: string; why: string };
}

/** Joins generator, check and the way in which a counterexample is kept. */
export function createTarget<T>({ name, inputs, check }: Target<T>): FuzzTarget {
  return {
    name,
    async run({ runs, seed, onCase }) {
      let number = 0;
      const property = fc.asyncProperty(inputs, async (input) => {
        number += 1;
        onCase?.(number);
        await check(input);
      });
      const details = await fc.check(property, { numRuns: runs, ...(seed !== undefined && { seed }) });
      const { counterexample, errorInstance } = details;
      const result = { runs: details.numRuns, seed: details.seed };
      if (!counterexample) return result;
      return { ...result, failure: { input: textOf(counterexample[0]), why: whyOf(errorInstance) } };
    },
    inputOfCase: (seed, number) => textOf(fc.sample(inputs, { seed, numRuns: number })[number - 1]),
    async replay(text) {
      // What was kept came out of `inputs`, and the check minds what is in it by itself.
      await check(inputOf(text) as T);
    },
  };
}

function whyOf(error: unknown): string {
  return error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
}

const arrays = { Uint8Array, Uint16Array, Uint32Array };

/** An input as JSON, typed arrays and what JSON leaves out included. */
export function textOf(input: unknown): string {
  const keep = (_: string, value: unknown) => {
    if (value === undefined) return { $undefined: true };
    const kind = Object.entries(arrays).find(([, Kind]) => value instanceof Kind);
    return kind && ArrayBuffer.isView(value) ? { $array: kind[0], values: Object.values(value) } : value;
  };
  return `${JSON.stringify(input, keep, 1)}\n`;
}

/** The input of a text that `textOf` made. A key `__proto__` stays a key. */
export function inputOf(text: string): unknown {
  return revive(JSON.parse(text));
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(revive);
  if ('$undefined' in value) return undefined;
  if ('$array' in value && 'values' in value && Array.isArray(value.values)) {
    const Kind = Object.entries(arrays).find(([name]) => name === value.$array)?.[1];
    if (Kind) return Kind.from(value.values);
  }
  const revived = {};
  for (const [key, inner] of Object.entries(value))
    Object.defineProperty(revived, key, {
      value: revive(inner),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  return revived;
}
