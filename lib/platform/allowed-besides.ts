/** All hosts at once are never asked for: who allows them in the browser's own settings means it. */
const everywhere: ReadonlySet<string> = new Set(['<all_urls>', '*://*/*', 'https://*/*', 'http://*/*']);

/** The match patterns that were allowed one by one, besides those that the manifest asks for. */
export const allowedBesides = (ofManifest: readonly string[], allowed: readonly string[]): string[] =>
  allowed.filter((pattern) => !ofManifest.includes(pattern) && !everywhere.has(pattern));
