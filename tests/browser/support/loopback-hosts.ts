import { createServer as createProxy, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { generate } from 'selfsigned';
import type { SimulatedNet } from './simulated-net.ts';

/**
 * The smallest simulated net, for testing the launchers themselves: one HTTPS server for all `hosts`, and a CONNECT
 * proxy that leads there and nowhere else. Remembers the requests.
 */
export async function startLoopbackHosts(hosts: readonly string[], answer: RequestListener) {
  const requests: IncomingMessage[] = [];
  const pems = await generate([{ name: 'commonName', value: 'loopback.test' }], { algorithm: 'sha256' });
  const secure = createServer({ key: pems.private, cert: pems.cert }, (request, response) => {
    requests.push(request);
    return answer(request, response);
  });
  const port = await listen(secure);

  const proxy = createProxy((_, response) => response.writeHead(403).end());
  const tunnels = new Set<Socket>();
  proxy.on('connect', (request, socket: Socket) => {
    socket.on('error', () => socket.destroy());
    if (!hosts.includes(request.url?.split(':')[0] ?? '')) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const upstream = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    tunnels.add(socket).add(upstream);
  });
  const net: SimulatedNet = { port, proxyPort: await listen(proxy), hosts };

  return {
    ...net,
    requests,
    close: async () => {
      for (const tunnel of tunnels) tunnel.destroy();
      secure.closeAllConnections();
      proxy.closeAllConnections();
      await Promise.all([secure, proxy].map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}
