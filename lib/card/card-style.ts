/**
 * The whole look of the card. `!important` on the host, because there the page's rules would win otherwise.
 * Logical properties and `max-*` against the viewport keep it whole in either direction and at 200 % zoom.
 */
export const cardStyle = `
:host {
  all: initial !important;
  display: block !important;
  position: fixed !important;
  z-index: 2147483647 !important;
  inset: auto !important;
  inset-block-start: 16px !important;
  inset-inline-end: 16px !important;
  margin: 0 !important;
  padding: 0 !important;
  border: 0 !important;
  background: none !important;
  overflow: visible !important;
  opacity: 1 !important;
  visibility: visible !important;
  pointer-events: auto !important;
  transform: none !important;
  filter: none !important;
  clip-path: none !important;
  inline-size: min(340px, calc(100vw - 32px)) !important;
  color-scheme: light dark !important;
}
:host([hidden]) { display: none !important; }
* { box-sizing: border-box; margin: 0; }
section {
  --surface: #ffffff; --ink: #1b211d; --quiet: #58625b; --line: #d8ded9;
  --leaf: #2a6a3a; --leaf-over: #22562f; --on-leaf: #ffffff; --red: #b3261e; --hover: #f1f4f1;
  max-block-size: calc(100vh - 32px);
  overflow: auto;
  padding: 16px;
  border: 1px solid var(--line);
  border-radius: 12px;
  background: var(--surface);
  color: var(--ink);
  box-shadow: 0 1px 2px rgb(0 0 0 / .08), 0 12px 32px rgb(0 0 0 / .16);
  font: 13px/1.45 system-ui, -apple-system, "Segoe UI", sans-serif;
  text-align: start;
}
@media (prefers-color-scheme: dark) {
  section {
    --surface: #1d221f; --ink: #ecf1ed; --quiet: #a7b2aa; --line: #3b443e;
    --leaf: #7fc990; --leaf-over: #97d6a5; --on-leaf: #0c1a10; --red: #ff9a90; --hover: #2a312c;
    box-shadow: 0 1px 2px rgb(0 0 0 / .4), 0 12px 32px rgb(0 0 0 / .5);
  }
}
section.takes-file { border: 2px dashed var(--leaf); padding: 15px; }
section.over { background: var(--hover); }
header { display: flex; align-items: center; gap: 8px; margin-block-end: 12px; color: var(--quiet); font-size: 12px; }
header svg { inline-size: 20px; block-size: 20px; flex: none; }
h2 { display: flex; align-items: center; gap: 8px; font-size: 15px; line-height: 1.35; font-weight: 600; text-wrap: balance; }
h2 svg { inline-size: 18px; block-size: 18px; flex: none; }
[data-tone="good"] h2 svg { color: var(--leaf); }
[data-tone="bad"] h2 svg { color: var(--red); }
p { margin-block-start: 4px; color: var(--quiet); text-wrap: pretty; overflow-wrap: anywhere; }
p.hint { margin-block-start: 12px; color: var(--ink); font-weight: 600; }
dl {
  display: grid;
  grid-template-columns: auto minmax(0, 1fr);
  gap: 4px 16px;
  margin-block-start: 12px;
  padding-block-start: 12px;
  border-block-start: 1px solid var(--line);
}
dt { color: var(--quiet); }
dd { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow: hidden; overflow-wrap: anywhere; }
footer { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; margin-block-start: 16px; }
button {
  min-block-size: 32px;
  padding: 4px 14px;
  border: 1px solid var(--line);
  border-radius: 8px;
  background: transparent;
  color: inherit;
  font: inherit;
  cursor: pointer;
}
.choices { display: grid; gap: 8px; margin-block-start: 12px; }
.choices button { text-align: start; overflow-wrap: anywhere; }
button:hover { background: var(--hover); }
button:focus-visible { outline: 2px solid var(--leaf); outline-offset: 2px; }
button.link { border-color: var(--leaf); background: var(--leaf); color: var(--on-leaf); font-weight: 600; }
button.link:hover { border-color: var(--leaf-over); background: var(--leaf-over); }
button[aria-disabled="true"] { opacity: .7; cursor: default; }
progress {
  display: block;
  appearance: none;
  inline-size: 100%;
  block-size: 2px;
  margin-block-start: 12px;
  border: 0;
  background: linear-gradient(90deg, transparent, var(--leaf), transparent) 0 0 / 50% 100% no-repeat var(--line);
}
progress::-webkit-progress-bar { background: transparent; }
progress::-moz-progress-bar { background: transparent; }
@media (prefers-reduced-motion: no-preference) {
  section { animation: appear 140ms ease-out; }
  progress { animation: pass 1.4s linear infinite; }
}
@keyframes appear { from { opacity: 0; translate: 0 -6px; } }
@keyframes pass { from { background-position: -100% 0; } to { background-position: 200% 0; } }
@media (forced-colors: active) { button.link { border-color: Highlight; } }
`;
