import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { expectBuild } from './build.ts';

const Manifest = z.looseObject({ host_permissions: z.array(z.string()) });

/** The production build to which the admin has allowed these hosts: headless never answers the browser's question. */
export function buildWithHosts(origins: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'orchardist-hosts-'));
  cpSync(expectBuild('chromium'), folder, { recursive: true });
  const path = join(folder, 'manifest.json');
  const manifest = Manifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  manifest.host_permissions.push(...origins);
  writeFileSync(path, JSON.stringify(manifest));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
