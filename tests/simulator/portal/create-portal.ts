import type { HostHandler } from '../host-handler.ts';

export interface PortalOptions {
  /** The text that the portal's download delivers. */
  tokenText(locationKey?: string): string;
  fileName(locationKey?: string): string;
}

/** The two portals by host name. */
export function createPortal(options: PortalOptions): Record<string, HostHandler> {
  const page: HostHandler = (_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Portal</title><p>${options.fileName()}</p>`);
  };
  return { 'business.apple.com': page, 'school.apple.com': page };
}
