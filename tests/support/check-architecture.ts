import { posix } from 'node:path';
import { type ParsedSource, parseSource } from './parse-source.ts';

export interface Room {
  name: string;
  /** Files of the room; the first room that matches a file has it. */
  files: RegExp;
  /** Rooms whose values it may import, besides itself. */
  rooms: readonly string[];
  /** Packages it may import; one that ends in a slash stands for all below it. */
  packages: readonly string[];
  /** Pure: no browser API, no database, no network. */
  pure?: true;
}

/** Path below the project's folder, with slashes, to its text. */
export type Sources = Readonly<Record<string, string>>;

const impure = ['browser', 'chrome', 'fetch', 'XMLHttpRequest', 'indexedDB', 'localStorage', 'document'];

export interface House {
  rooms: readonly Room[];
  /** Names of rooms that every room may import. */
  everyonesRooms: readonly string[];
  /** Files that may write to the console. */
  mayLog: readonly string[];
}

/** Every broken rule as one line: the file, what it does, which it may not. */
export function checkArchitecture(sources: Sources, { rooms, everyonesRooms, mayLog }: House): string[] {
  const roomOf = (path: string) => rooms.find((room) => room.files.test(path));
  const problems: string[] = [];

  for (const [path, text] of Object.entries(sources)) {
    const room = roomOf(path);
    if (!room) {
      problems.push(`${path}: belongs to no room`);
      continue;
    }
    const parsed = parseSource(path, text);
    for (const name of parsed.imports) {
      const complaint = name.startsWith('.')
        ? complainAboutFile(path, room, name)
        : complainAboutPackage(room, name);
      if (complaint) problems.push(`${path}: ${complaint}`);
    }
    if (parsed.identifiers.has('console') && !mayLog.includes(path))
      problems.push(`${path}: writes to the console`);
    problems.push(...checkContent(path, room, parsed).map((complaint) => `${path}: ${complaint}`));
  }
  return problems;

  function complainAboutFile(path: string, room: Room, name: string): string | undefined {
    const target = posix.join(posix.dirname(path), name);
    if (!/\.(tsx?|json|css)$/.test(target)) return `imports ${name} without its extension`;
    const other = roomOf(target);
    if (!other) return `imports ${target}, which belongs to no room`;
    const allowed = other === room || everyonesRooms.includes(other.name) || room.rooms.includes(other.name);
    return allowed ? undefined : `${room.name} may not import ${other.name} (${target})`;
  }
}

function complainAboutPackage(room: Room, name: string): string | undefined {
  const allowed = room.packages.some((one) => (one.endsWith('/') ? name.startsWith(one) : name === one));
  return allowed ? undefined : `${room.name} may not import the package ${name}`;
}

function checkContent(path: string, room: Room, parsed: ParsedSource): string[] {
  const complaints: string[] = [];
  if (parsed.usesAny) complaints.push('uses any');
  if (parsed.comments.some((text) => /@ts-(ignore|nocheck|expect-error)/.test(text)))
    complaints.push('silences TypeScript');
  if (parsed.touchesBrowserOnLoad) complaints.push('touches browser.* while it loads');
  if (/(^|\/)index\.ts$/.test(path) && path.startsWith('lib/')) complaints.push('is a barrel');
  if (room.pure) {
    const found = impure.filter((name) => parsed.identifiers.has(name));
    if (found.length > 0) complaints.push(`${room.name} is pure and uses ${found.join(', ')}`);
  }
  return complaints;
}

/** Folders of lib that import each other in a circle, each as `a -> b -> a`; `lib/app.ts` and type imports aside. */
export function findCycles(sources: Sources): string[] {
  const graph = new Map<string, Set<string>>();
  for (const [path, text] of Object.entries(sources)) {
    const from = folderOf(path);
    if (!from) continue;
    const edges = graph.get(from) ?? new Set<string>();
    graph.set(from, edges);
    for (const name of parseSource(path, text).imports.filter((one) => one.startsWith('.'))) {
      const to = folderOf(posix.join(posix.dirname(path), name));
      if (to && to !== from) edges.add(to);
    }
  }
  const cycles = new Set<string>();
  const walk = (trail: readonly string[]) => {
    for (const next of graph.get(trail.at(-1) ?? '') ?? []) {
      const seen = trail.indexOf(next);
      if (seen < 0) walk([...trail, next]);
      else cycles.add(canonical(trail.slice(seen)));
    }
  };
  for (const start of graph.keys()) walk([start]);
  return [...cycles];
}

function folderOf(path: string): string | undefined {
  return /^lib\/([^/]+)\//.exec(path)?.[1];
}

/** A circle is the same wherever one enters it: it is written from its first name in the alphabet. */
function canonical(ring: readonly string[]): string {
  const first = ring.indexOf([...ring].sort()[0] ?? '');
  const turned = [...ring.slice(first), ...ring.slice(0, first)];
  return [...turned, turned[0]].join(' -> ');
}

/** Writes to Apple: only the listed files may POST, and none that knows `client/config`, which would take a location. */
export function findForbiddenPosts(sources: Sources, mayPost: readonly string[]): string[] {
  const problems: string[] = [];
  for (const [path, text] of Object.entries(sources)) {
    if (!path.startsWith('lib/')) continue;
    const { strings } = parseSource(path, text);
    if (!strings.some((one) => /\b(POST|PUT|PATCH|DELETE)\b/.test(one))) continue;
    if (!mayPost.includes(path)) problems.push(`${path}: may not POST`);
    if (/client\/config|clientConfig/.test(strings.join('\n')))
      problems.push(`${path}: knows client/config and can POST`);
  }
  return problems;
}
