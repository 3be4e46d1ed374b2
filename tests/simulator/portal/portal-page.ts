import { readFileSync } from 'node:fs';
import type { Cell } from './cell.ts';
import { type Labels, labelsOf } from './labels.ts';

export interface PageData {
  host: string;
  nonce: string;
  cell: Cell;
  locations: readonly { key: string | undefined; name: string }[];
  /** Text by location, only for deliveries that need no further request. */
  inline: readonly string[];
  inFrame: boolean;
}

const clientFile = (name: string) => readFileSync(new URL(`./client/${name}`, import.meta.url), 'utf8');
export const clientFiles: Readonly<Record<string, string>> = {
  '/assets/portal.js': clientFile('portal.js'),
  '/assets/hostile.js': clientFile('hostile.js'),
};
const style = clientFile('portal.css');

/** As strict as a page can be: scripts and styles by nonce only, Trusted Types, no other host but its data service. */
export function contentSecurityPolicy(host: string, nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `connect-src https://${host} https://ws.${host}`,
    "img-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

/** The shell with the frames that were seen in the real one (portal reference 1.5), or the page itself. */
export function portalPage(data: PageData): string {
  const isShell = data.cell.shell === 'frame' && !data.inFrame;
  return document(data, isShell ? shell(data) : preferencesPage(data));
}

function shell({ cell }: PageData): string {
  const query = escapeHtml(new URLSearchParams({ ...cell }).toString());
  return `<div class="shell">
<iframe name="aid-auth-widget" title="" hidden src="/auth-widget"></iframe>
<iframe name="MainPortal" title="" src="/portal/main?${query}"></iframe>
</div>`;
}

function preferencesPage(data: PageData): string {
  const labels = labelsOf[data.cell.language];
  const product = data.host.startsWith('school') ? 'School Manager' : 'Business';
  return `<div id="CWRoot">
<nav class="rail"><div class="product">${product}</div><ul>${navigation(labels)}</ul>
<div class="account"><span class="avatar"></span></div></nav>
<main class="pane">
${labels ? `<p class="crumb">${labels.preferences}</p><h1>${labels.payments}</h1><p class="intro">${labels.intro}</p>` : ''}
<section class="box">
${labels ? `<h2>${labels.tokens}</h2><p class="intro">${labels.tokensIntro}</p>` : ''}
<table>${labels ? `<thead><tr><th>${labels.location}</th><th></th></tr></thead>` : ''}<tbody>
${data.locations.map((location, index) => row(location.name, index, labels)).join('\n')}
</tbody></table></section></main></div>
<script type="application/json" id="page-data">${json(data)}</script>
<script nonce="${data.nonce}" src="/assets/portal.js"></script>`;
}

function navigation(labels: Labels | undefined): string {
  const words = labels?.nav ?? Array.from({ length: 8 }, () => '');
  return words
    .map(
      (word, index) => `<li${index === words.length - 1 ? ' aria-current="page"' : ''}><i></i>${word}</li>`,
    )
    .join('');
}

function row(name: string, index: number, labels: Labels | undefined): string {
  return `<tr><td>${escapeHtml(name)}</td><td><button type="button" data-row="${index}">${labels?.download ?? '↓'}</button></td></tr>`;
}

function json({ host, cell, locations, inline }: PageData): string {
  return JSON.stringify({ host, cell, locations, inline }).replaceAll('<', '\\u003c');
}

export function document({ nonce, cell }: Pick<PageData, 'nonce' | 'cell'>, body: string): string {
  const language = cell.language === 'none' ? 'en' : cell.language;
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>Apps and Books</title>
<meta name="viewport" content="width=device-width"><style nonce="${nonce}">${style}</style></head>
<body>${body}</body></html>`;
}

function escapeHtml(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/g, (character) => names[character] ?? '');
}
