import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';

const main = fileURLToPath(new URL('../../simulator/main.ts', import.meta.url));

it('one command starts it, says how to use it, and it ends with its parent', async () => {
  const child = spawn(process.execPath, [main, '--seed', 'tiny', '--with-parent']);
  onTestFinished(() => {
    child.kill();
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
  });
  await expect.poll(() => text, { timeout: 15_000 }).toContain('Tokens, as downloaded');
  expect(text).toContain('--host-resolver-rules=MAP vpp.itunes.apple.com 127.0.0.1:');
  expect(text).toContain('user_pref("network.proxy.ssl_port"');
  child.stdin.end();
  expect(await ended).toBe(0);
}, 20_000);
