/** Where the simulated hosts answer: what `startSimulator` returns has this shape. */
export interface SimulatedNet {
  /** HTTPS for all simulated hosts, told apart by name (Chromium is mapped to it). */
  port: number;
  /** HTTP CONNECT proxy that leads every simulated host to `port` and refuses the others (Firefox). */
  proxyPort: number;
  /** Host names; `*.example.com` stands for all below it. */
  hosts: readonly string[];
}

/** One line of any console of the browser: pages, popup, worker. Uncaught errors count as `error`. */
export interface ConsoleMessage {
  source: string;
  type: string;
  text: string;
}
