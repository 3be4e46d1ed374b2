import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request as a host sees it; the body is read already (at most 32 MiB). */
export interface HostRequest {
  method: string;
  url: URL;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

/** Answers for one simulated host name. May destroy `response.socket` to play a dead line. */
export type HostHandler = (request: HostRequest, response: ServerResponse) => void | Promise<void>;
