/** How the scripts of a page are cut: what it begins with, then all that it needs at its start, then the rest. */
import type { UserConfig } from 'vite';

interface Graph {
  getModuleInfo(id: string): { isEntry: boolean; importers: readonly string[] } | null;
}

/** Whether a module is needed by one that `isRoot`, not only once something is opened that is loaded later. */
function isNeededBy(isRoot: (id: string) => boolean, id: string, graph: Graph): boolean {
  const seen = new Set([id]);
  for (const one of seen) {
    if (isRoot(one)) return true;
    for (const importer of graph.getModuleInfo(one)?.importers ?? []) seen.add(importer);
  }
  return false;
}

const isBegin = (id: string) => /\/entrypoints\/[a-z]+\/begin\.ts$/.test(id);

function chunkOf(id: string, graph: Graph): string | null {
  if (isNeededBy(isBegin, id, graph)) return 'begin';
  const isEntry = (one: string) => graph.getModuleInfo(one)?.isEntry === true;
  return isNeededBy(isEntry, id, graph) ? 'start' : null;
}

/** One script and one style sheet at the start, but for what begins before: each file more is some 4 ms until it stands. */
export const startChunks = (): UserConfig => ({
  build: {
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: chunkOf, debugName: 'start' }] } },
    },
  },
});
