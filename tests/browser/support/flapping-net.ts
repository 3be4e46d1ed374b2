import { connect, createServer, type Socket } from 'node:net';
import type { SimulatedNet } from './simulated-net.ts';

/** The way to the simulated hosts for a browser of its own: it can be cut, in the middle of whatever goes over it. */
export async function openFlappingNet(net: SimulatedNet) {
  const open = new Set<Socket>();
  let isCut = false;
  let refused = 0;
  const hold = (socket: Socket) => {
    open.add(socket);
    // The other end's sudden death is what this is for.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => open.delete(socket));
  };
  const server = createServer((near) => {
    if (isCut) {
      refused += 1;
      near.resetAndDestroy();
      return;
    }
    const far = connect(net.port, '127.0.0.1');
    hold(near);
    hold(far);
    near.pipe(far).pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  const dropAll = () => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    /** As `launchChromium` wants it. */
    net: { ...net, port: address.port } satisfies SimulatedNet,
    cut(): void {
      isCut = true;
      dropAll();
    },
    mend(): void {
      isCut = false;
    },
    /** Connections that found the line cut. */
    refused: () => refused,
    async close(): Promise<void> {
      dropAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
