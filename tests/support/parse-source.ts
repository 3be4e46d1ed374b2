import { parseSync } from 'vite';

/** What the architecture rules need to know of one source file. */
export interface ParsedSource {
  /** What is imported or re-exported as a value; types are free. Relative names are as written. */
  imports: string[];
  /** Names used as free identifiers (`fetch(…)`), not as properties or keys. */
  identifiers: Set<string>;
  /** `browser.x` or `chrome.x` that runs while the module loads. */
  touchesBrowserOnLoad: boolean;
  usesAny: boolean;
  /** Whole text of every string, and of every piece of a template. */
  strings: string[];
  comments: string[];
}

interface Node {
  type: string;
  [key: string]: unknown;
}

export function parseSource(path: string, text: string): ParsedSource {
  const { program, comments, errors } = parseSync(path, text);
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`);
  const parsed: ParsedSource = {
    imports: [],
    identifiers: new Set(),
    touchesBrowserOnLoad: false,
    usesAny: false,
    strings: [],
    comments: comments.map((comment) => comment.value),
  };
  visit(program, false, parsed);
  return parsed;
}

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

function visit(node: unknown, inFunction: boolean, parsed: ParsedSource): void {
  if (Array.isArray(node)) {
    for (const one of node) visit(one, inFunction, parsed);
    return;
  }
  if (!isNode(node)) return;
  note(node, inFunction, parsed);
  const inside = inFunction || functions.has(node.type);
  for (const [key, child] of Object.entries(node)) {
    if (!isName(node, key)) visit(child, inside, parsed);
  }
}

function note(node: Node, inFunction: boolean, parsed: ParsedSource): void {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      if (isNode(node.source) && !isTypeOnly(node)) parsed.imports.push(String(node.source.value));
      break;
    case 'TSAnyKeyword':
      parsed.usesAny = true;
      break;
    case 'Identifier':
      parsed.identifiers.add(String(node.name));
      break;
    case 'Literal':
      if (typeof node.value === 'string') parsed.strings.push(node.value);
      break;
    case 'TemplateElement':
      if (isRecord(node.value)) parsed.strings.push(String(node.value.raw));
      break;
    case 'MemberExpression':
      if (!inFunction && isNode(node.object) && /^(browser|chrome)$/.test(String(node.object.name)))
        parsed.touchesBrowserOnLoad = true;
  }
}

/** `import type …`, `export type …`, or every name in the braces marked as a type. A bare `import 'x'` is a value. */
function isTypeOnly(node: Node): boolean {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const names = Array.isArray(node.specifiers) ? node.specifiers : [];
  return names.length > 0 && names.every((name) => name.importKind === 'type' || name.exportKind === 'type');
}

/** Whether the child at `key` is a mere name: `.x` of a member, the key of a property, the names of an import. */
function isName(node: Node, key: string): boolean {
  if (key === 'property' || key === 'key') return node.computed === false;
  return key === 'specifiers';
}

function isNode(value: unknown): value is Node {
  return isRecord(value) && typeof value.type === 'string';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
