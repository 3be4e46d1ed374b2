import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import { packFiles, readFolder } from '../../../release/pack.ts';

const place = mkdtempSync(join(tmpdir(), 'pack-'));
afterEach(() => {
  rmSync(place, { recursive: true, force: true });
  vi.unstubAllEnvs();
});

const files = {
  'manifest.json': '{"name":"x"}',
  'chunks/b.js': 'b();'.repeat(500),
  'chunks/a.js': '',
  'chunks/B.js': 'other();',
  '_locales/ja/messages.json': '{"name":{"message":"果樹園"}}',
};

/** Writes the files in the order given, as one build would. */
function build(name: string, paths: readonly string[], { mode, time }: { mode: number; time: Date }): string {
  const folder = join(place, name);
  for (const path of paths) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, files[path as keyof typeof files]);
    chmodSync(file, mode);
    utimesSync(file, time, time);
  }
  return folder;
}

test('a package tells nothing of where, when, in which order and by whom its files were written', () => {
  const paths = Object.keys(files);
  const one = build('one', paths, { mode: 0o644, time: new Date('2026-01-01T10:00:00Z') });
  const other = build('other/place', paths.toReversed(), { mode: 0o755, time: new Date('2031-07-09') });
  const first = packFiles(readFolder(one));
  vi.stubEnv('TZ', 'Asia/Tokyo');
  expect(Buffer.from(packFiles(readFolder(other))).equals(Buffer.from(first))).toBe(true);
  vi.stubEnv('TZ', 'America/St_Johns');
  expect(Buffer.from(packFiles(readFolder(other))).equals(Buffer.from(first))).toBe(true);
});

test('what was packed comes out again, and in no other order for any order of packing', () => {
  const path = fc.stringMatching(/^[a-zA-Z0-9_]{1,8}(\/[a-zA-Z0-9_]{1,8})?\.[a-z]{1,3}$/);
  const content = fc.uint8Array({ maxLength: 200 });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(path, content), { selector: ([name]) => name }), (entries) => {
      const packed = packFiles(Object.fromEntries(entries));
      const unpacked = unzipSync(packed);
      expect(Object.keys(unpacked)).toEqual(entries.map(([name]) => name).sort());
      for (const [name, bytes] of entries) expect([...(unpacked[name] ?? [])]).toEqual([...bytes]);
      expect(packFiles(Object.fromEntries(entries.toReversed()))).toEqual(packed);
    }),
  );
});

test('one byte more is another package', () => {
  const plain = packFiles({ 'a.js': Buffer.from('a') });
  expect(packFiles({ 'a.js': Buffer.from('a ') })).not.toEqual(plain);
  expect(packFiles({ 'b.js': Buffer.from('a') })).not.toEqual(plain);
});
