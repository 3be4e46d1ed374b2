import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { HostHandler, HostRequest } from '../host-handler.ts';
import { cellOf, tokenRoute } from './cell.ts';
import { createDataService, sessionCookie } from './data-service.ts';
import { deliveredFile } from './delivered-file.ts';
import { clientFiles, contentSecurityPolicy, document, type PageData, portalPage } from './portal-page.ts';

export interface PortalOptions {
  /** The text that the portal's download delivers; asked at each download. */
  tokenText(locationKey?: string): string;
  fileName(locationKey?: string): string;
  /** The rows of the token page; without it one row, named after its file. */
  locations?: readonly { key: string; name: string }[];
}

/**
 * Apple Business and Apple School Manager as far as a token download goes, by host name. `/` is the page of the demo,
 * `cell.ts` names the others, `/hostile/<kind>` are pages that mean harm (`client/hostile.js`).
 */
export function createPortal(options: PortalOptions): Record<string, HostHandler> {
  const hosts = ['business.apple.com', 'school.apple.com'];
  return Object.fromEntries(
    hosts.flatMap((host) => [
      [host, createPages(host, options)],
      [`ws.${host}`, createDataService(host, options)],
    ]),
  );
}

function createPages(host: string, options: PortalOptions): HostHandler {
  return (request, response) => {
    const { pathname } = request.url;
    const asset = clientFiles[pathname];
    if (asset) return send(response, 'text/javascript', asset);
    if (pathname === '/mdm/content-token') return sendAttachment(request, response, options);
    const hostile = /^\/hostile\/(\w+)$/.exec(pathname)?.[1];
    if (hostile) return sendPage(response, host, (data) => hostilePage(data, hostile, options), request.url);
    if (pathname === '/auth-widget')
      return sendPage(response, host, (data) => document(data, ''), request.url);
    if (pathname === '/favicon.ico') return void response.writeHead(204).end();
    const isPortal = ['/', '/portal/main', tokenRoute].includes(pathname);
    if (!isPortal) return void response.writeHead(404).end();
    const inFrame = pathname === '/portal/main';
    sendPage(
      response,
      host,
      (data) => portalPage({ ...data, ...contentOf(data, options), inFrame }),
      request.url,
    );
  };
}

type Frame = Pick<PageData, 'host' | 'nonce' | 'cell'>;

function sendPage(response: ServerResponse, host: string, write: (data: Frame) => string, url: URL) {
  const nonce = randomBytes(16).toString('base64');
  response.setHeader('content-security-policy', contentSecurityPolicy(host, nonce));
  response.setHeader('set-cookie', `${sessionCookie}; Domain=${host}; Path=/; Secure; HttpOnly`);
  send(response, 'text/html; charset=utf-8', write({ host, nonce, cell: cellOf(url) }));
}

function contentOf({ cell }: Frame, options: PortalOptions) {
  const locations = options.locations ?? [{ key: undefined, name: nameInFile(options.fileName()) }];
  const isInline = cell.delivery.startsWith('data');
  const inline = isInline ? locations.map(({ key }) => deliveredFile(cell.file, options, key).text) : [];
  return { locations, inline };
}

function nameInFile(fileName: string): string {
  return fileName
    .replace(/^sToken_for_/, '')
    .replace(/\.vpptoken$/, '')
    .replaceAll('_', ' ');
}

function hostilePage(data: Frame, kind: string, options: PortalOptions): string {
  const given = JSON.stringify({ kind, host: data.host, token: options.tokenText() });
  return document(
    data,
    `<h1>Notice</h1><script type="application/json" id="page-data">${given}</script>
<script nonce="${data.nonce}" src="/assets/hostile.js"></script>`,
  );
}

/** The way that no page hook can see: the browser navigates to a file (portal reference 1.6 a). */
function sendAttachment({ url }: HostRequest, response: ServerResponse, options: PortalOptions) {
  const file = deliveredFile(cellOf(url).file, options, url.searchParams.get('location') ?? undefined);
  response.setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  send(response, file.type, file.text);
}

function send(response: ServerResponse, type: string, body: string) {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
