import { parseArgs } from 'node:util';
import { isSeedName } from './seeds/load-seed.ts';
import { chromiumArguments, firefoxPreferences } from './server/browser-settings.ts';
import { type Simulator, startSimulator } from './start-simulator.ts';

/** `node tests/simulator/main.ts --seed school --port 8443 --proxy-port 8444`: one command, stops by itself. */

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: 'school' },
    port: { type: 'string', default: '0' },
    'proxy-port': { type: 'string', default: '0' },
    'page-size': { type: 'string' },
    'idle-minutes': { type: 'string', default: '30' },
    'with-parent': { type: 'boolean', default: false },
  },
});

if (!isSeedName(values.seed)) throw new Error(`No seed named ${values.seed}`);
const simulator = await startSimulator({
  seed: values.seed,
  port: Number(values.port),
  proxyPort: Number(values['proxy-port']),
  idleMs: Number(values['idle-minutes']) * 60_000,
  ...(values['page-size'] !== undefined && { pageSize: Number(values['page-size']) }),
});
explain(simulator);

const stop = () => void simulator.close();
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
if (values['with-parent']) process.stdin.once('end', stop).once('close', stop).resume();

function explain({ port, proxyPort, hosts, tokens }: Simulator) {
  console.log(`Simulator of Apple's services on https://127.0.0.1:${port}, proxy on 127.0.0.1:${proxyPort}`);
  console.log(`Hosts: ${hosts.join(' ')}`);
  console.log('\nChromium, with a profile of its own:');
  const quoted = chromiumArguments({ port, hosts }).map((argument) => `'${argument}'`);
  console.log(`  chromium --user-data-dir=orchardist-profile ${quoted.join(' ')}`);
  console.log('\nFirefox, in user.js of a profile of its own:');
  for (const [name, value] of Object.entries(firefoxPreferences({ proxyPort }))) {
    console.log(`  user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
  }
  console.log('\nIts controls: POST JSON to https://simulator.test/<act>; for a list of acts:');
  console.log(`  curl -k --connect-to simulator.test:443:127.0.0.1:${port} https://simulator.test/`);
  console.log('\nTokens, as downloaded:');
  for (const [name, text] of Object.entries(tokens)) console.log(`  ${name}: ${text}`);
}
