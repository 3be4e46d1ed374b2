import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { RequestLog } from './request-log.ts';

/** A CONNECT proxy on loopback for browsers without resolver rules: our hosts go to `port`, others get 403. */
export function createConnectProxy(
  hosts: ReadonlyMap<string, unknown>,
  port: () => number,
  log: RequestLog,
  onConnect: () => void,
) {
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    log.refuseConnect(request.headers.host ?? '');
    response.writeHead(403).end();
  });
  server.on('connect', (request, clientSide, head) => {
    const host = (request.url ?? '').replace(/:443$/, '');
    onConnect();
    // A browser may reset also what is refused.
    clientSide.on('error', () => clientSide.destroy());
    if (!hosts.has(host)) {
      log.refuseConnect(request.url ?? '');
      clientSide.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const serverSide = connect(port(), '127.0.0.1', () => {
      clientSide.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      serverSide.write(head);
      serverSide.pipe(clientSide);
      clientSide.pipe(serverSide);
    });
    sockets.add(serverSide);
    serverSide.on('close', () => {
      sockets.delete(serverSide);
      clientSide.destroy();
    });
    serverSide.on('error', () => clientSide.destroy());
    clientSide.on('close', () => serverSide.destroy());
  });
  return {
    server,
    closeAll() {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
    },
  };
}
