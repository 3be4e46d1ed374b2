import type { ServerResponse } from 'node:http';
import type { HostHandler, HostRequest } from '../host-handler.ts';
import { cellOf } from './cell.ts';
import type { PortalOptions } from './create-portal.ts';
import { deliveredFile } from './delivered-file.ts';

/** Set by the portal's pages and wanted by its data service: a page that calls without credentials gets nothing. */
export const sessionCookie = 'acn01=simulated-session';
export const bigSize = 5 * 1024 * 1024;

/** `ws.business.apple.com` and `ws.school.apple.com`: another host, CORS with credentials (portal reference 1.1). */
export function createDataService(host: string, options: PortalOptions): HostHandler {
  return (request, response) => {
    response.setHeader('access-control-allow-origin', `https://${host}`);
    response.setHeader('access-control-allow-credentials', 'true');
    response.setHeader('vary', 'origin');
    if (request.method === 'OPTIONS') return preflight(response);
    if (!request.headers.cookie?.includes(sessionCookie)) return end(response, 401, 'text/plain', 'Sign in.');
    const { pathname } = request.url;
    if (pathname === '/mdm/api/graphql/v2') return answerGraphql(request, response, options);
    if (pathname === '/mdm/content-token') return answerFile(request, response, options);
    if (pathname === '/mdm/big') return end(response, 200, 'text/plain', 'eyJ0b2tl'.repeat(bigSize / 8));
    if (pathname === '/mdm/dropped') response.socket?.destroy();
    else end(response, 404, 'application/json', '{"error":"not found"}');
  };
}

function preflight(response: ServerResponse) {
  response.setHeader('access-control-allow-methods', 'GET, POST');
  response.setHeader('access-control-allow-headers', 'content-type');
  response.writeHead(204).end();
}

/** The operation's name and shape are our own: Apple's are unknown. */
function answerGraphql({ url, body }: HostRequest, response: ServerResponse, options: PortalOptions) {
  const asked: unknown = JSON.parse(body.toString('utf8'));
  const variables = property(asked, 'variables');
  const location = property(variables, 'location');
  const file = deliveredFile(cellOf(url).file, options, typeof location === 'string' ? location : undefined);
  const contentToken = { __typename: 'ContentToken', fileName: file.name, content: file.text };
  const organization = { __typename: 'Organization', id: '10000001', contentToken };
  end(response, 200, 'application/json', JSON.stringify({ data: { organization } }));
}

function answerFile({ url }: HostRequest, response: ServerResponse, options: PortalOptions) {
  const file = deliveredFile(cellOf(url).file, options, url.searchParams.get('location') ?? undefined);
  const asJson = url.searchParams.get('as') === 'json';
  if (asJson) end(response, 200, 'application/json', JSON.stringify({ file: [{ content: file.text }] }));
  else end(response, 200, file.type, file.text);
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

function end(response: ServerResponse, status: number, type: string, body: string) {
  response.writeHead(status, { 'content-type': type }).end(body);
}
