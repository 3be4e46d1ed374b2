/** One measured number against its budget. */
export interface BenchResult {
  name: string;
  unit: string;
  /** Where it was measured in rounds: the worst of each, and of those the middle one. */
  measured: number;
  /** Of all measurements. */
  median?: number;
  worst?: number;
  /** At most this. */
  budget: number;
  verdict: 'met' | 'missed';
  /** What it is compared with, in the same unit or as the divisor of a ratio. */
  baseline?: number;
  cores: number;
  /** Of the machine, in GiB. */
  memory: number;
  /** Name and version, or `node` for what needs no browser. */
  browser: string;
}

export interface BenchContext {
  /** Records a number and its verdict. */
  report(result: {
    name: string;
    unit: string;
    measured: number;
    median?: number;
    worst?: number;
    budget: number;
    baseline?: number;
    browser?: string;
  }): void;
  /** A line for the reader, for what takes long. */
  say(line: string): void;
}

/** What a benchmark's file exports as `run`. */
export type Benchmark = (context: BenchContext) => Promise<void>;
