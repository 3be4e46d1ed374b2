import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root, runTool } from '../tests/support/steps.ts';
import { checkTwice } from './check-twice.ts';
import { uncommitted, writePackages } from './packages.ts';

/** `npm run zip`: both builds, then the packages. With `-- --check` the commit is built in three places and compared. */
if (process.argv.includes('--check')) process.exitCode = checkTwice(root) ? 0 : 1;
else await makePackages();

async function makePackages(): Promise<void> {
  const changed = uncommitted(root);
  if (changed) console.log(`Not the packages of a commit, since this differs from it:\n${changed}`);
  rmSync(join(root, '.output', 'packages'), { recursive: true, force: true });
  for (const args of [['build'], ['build', '-b', 'firefox']]) {
    const built = await runTool('wxt', args);
    if (!built.ok) throw new Error(built.output);
  }
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  for (const { file, bytes, sha256 } of writePackages(root, version))
    console.log(`${sha256}  ${file}  ${bytes.toLocaleString('en')} bytes`);
}
