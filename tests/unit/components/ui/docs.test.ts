import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../../..');
const text = readFileSync(join(root, 'docs/UI.md'), 'utf8');

it('docs/UI.md tells of every part of components/ui', () => {
  const parts = readdirSync(join(root, 'components/ui'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tsx'))
    .map((path) => path.replaceAll('\\', '/'));
  expect(parts.filter((path) => !text.includes(`(../components/ui/${path})`))).toEqual([]);
});

it('each of its pictures and links leads somewhere, and no picture is left over', () => {
  const targets = [...text.matchAll(/(?:\]\(|src(?:set)?=")(?!https:)([^)"]+)/g)].map(
    ([, path = '']) => path,
  );
  expect(targets.filter((path) => !existsSync(join(root, 'docs', path)))).toEqual([]);
  const pictures = readdirSync(join(root, 'docs/images/ui')).map((name) => `images/ui/${name}`);
  expect(pictures.filter((path) => !targets.includes(path))).toEqual([]);
});
