import { join } from 'node:path';
import { z } from 'zod';
import { createZoo, urlOfZoo, zooHost } from '../../simulator/mdm/zoo/create-zoo.ts';
import type { ZooPage } from '../../simulator/mdm/zoo/pages.ts';
import type { LocationSeed } from '../../simulator/seeds/seed-types.ts';
import { tinySeed } from '../../simulator/seeds/tiny.ts';
import { startSimulator } from '../../simulator/start-simulator.ts';
import { bundlePage } from '../../support/bundle-page.ts';
import { root } from './build.ts';
import type { ExtensionPage } from './extension.ts';

const Taken = z.array(z.object({ field: z.string(), name: z.string(), text: z.string() }));

/** Where each form of the zoo has the token afterwards. `cross-frame` needs the permission for its frame's host. */
export const expectedFields: Readonly<Partial<Record<ZooPage, string>>> = {
  plain: 'token',
  hidden: 'upload',
  accept: 'upload-file',
  textarea: 'token',
  shadow: 'inner',
  drop: 'zone',
  react: 'controlled',
  'react-text': 'controlled',
};

/** The zoo's host as a console that the admin saved: one that is not known is asked about first. */
export const zooConsole = {
  way: { by: 'page', preset: 'other' },
  name: 'Zoo',
  settings: { address: urlOfZoo('none') },
} as const;

/** The simulator with the zoo in it. A form may send the token to the zoo's own host alone. @param more locations */
export async function startZoo(more: readonly LocationSeed[] = []) {
  const react = join(root, 'tests', 'simulator', 'mdm', 'zoo', 'react-page.tsx');
  const zoo = createZoo((await bundlePage(react, 'iife')).code);
  const simulator = await startSimulator({
    seed: [...tinySeed(), ...more],
    extraHosts: zoo.hosts,
    config: { tokenHosts: ['vpp.itunes.apple.com', zooHost] },
  });
  const token = simulator.tokens.tiny;
  if (token === undefined) throw new Error('The seed has no token.');
  return { simulator, zoo, token };
}

/** What a page or one of its frames holds. */
export async function takenIn(page: ExtensionPage): Promise<z.output<typeof Taken>> {
  return Taken.parse(await page.evaluate('window.taken()'));
}
