import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { expectBuild } from './build.ts';

const Manifest = z.looseObject({
  host_permissions: z.array(z.string()),
  content_scripts: z.array(z.looseObject({})).optional(),
});
type Manifest = z.infer<typeof Manifest>;

/** The production build to which the admin has allowed these hosts: headless never answers the browser's question. */
export const buildWithHosts = (origins: readonly string[]) =>
  changeBuild((manifest) => manifest.host_permissions.push(...origins));

/** The production build as if it had nothing to do in any page: what a page costs by its scripts shows against it. */
export const buildWithoutContentScripts = () => changeBuild((manifest) => delete manifest.content_scripts);

/** A copy of the production build with another manifest. */
function changeBuild(change: (manifest: Manifest) => unknown) {
  const folder = mkdtempSync(join(tmpdir(), 'orchardist-build-'));
  cpSync(expectBuild('chromium'), folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  change(manifest);
  writeFileSync(path, JSON.stringify(manifest));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
