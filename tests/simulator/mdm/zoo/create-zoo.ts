import type { ServerResponse } from 'node:http';
import type { HostHandler } from '../../host-handler.ts';
import { frameHost, type ZooPage, zoo, zooScripts } from './pages.ts';

export const zooHost = 'console.example.org';
export const urlOfZoo = (page: ZooPage, host = zooHost) => `https://${host}/zoo/${page}`;

/**
 * The zoo's hosts. `saves` are the bodies that its forms sent: no Save is ever pressed but by the test.
 * @param reactScript the bundled `react-page.tsx`
 */
export function createZoo(reactScript: string) {
  const saves: string[] = [];
  const scripts: Readonly<Record<string, string>> = { ...zooScripts, 'react.js': reactScript };

  const answer: HostHandler = ({ url, method, body }, response) => {
    if (method === 'POST' && url.pathname === '/saved') {
      saves.push(body.toString('utf8'));
      return send(
        response,
        'text/html',
        '<!doctype html><title>Saved</title><link rel="icon" href="data:,"><p>Saved</p>',
      );
    }
    const name = url.pathname.replace(/^\/zoo\//, '');
    const script = scripts[name];
    if (script !== undefined) return send(response, 'text/javascript', script);
    if (isPage(name)) return send(response, 'text/html; charset=utf-8', pageOf(name));
    response.writeHead(404).end();
  };

  return { hosts: { [zooHost]: answer, [frameHost]: answer }, saves };
}

const isPage = (name: string): name is ZooPage => Object.hasOwn(zoo, name);

const pageOf = (name: ZooPage) => `<!doctype html><html lang="en"><head><title>Console: ${name}</title>
<link rel="icon" href="data:,"><style>body { font: 15px system-ui; margin: 24px } label { display: block; margin: 12px 0 }</style>
<script src="/zoo/taken.js"></script></head><body><h1>Example MDM</h1>${zoo[name]}</body></html>`;

function send(response: ServerResponse, type: string, body: string) {
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}
