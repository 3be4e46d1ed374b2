/**
 * A zoo of the forms in which consoles take a content token (reference 3, "test shapes"). Each is a whole page; what it
 * holds at the end is told by `window.taken()`, and sent to `/saved` when its own Save is pressed.
 */
const save = '<button type="submit">Save</button>';
const nameField = '<label>Account name <input type="text" name="account"></label>';
const logo = '<label>Company logo <input type="file" name="logo" accept="image/png,image/jpeg"></label>';

const form = (fields: string) => `<form method="post" action="/saved" enctype="multipart/form-data">
<h2>Apple VPP account</h2>${nameField}${fields}${save}</form>`;

const twoTokens = `<label>VPP token of the first account <input type="file" name="one"></label>
<label>VPP token of the second account <input type="file" name="two"></label>`;

/** The host of the frames that stand elsewhere. */
export const frameHost = 'forms.example.net';

export const zoo = {
  plain: form(`${logo}<label>Service token <input type="file" name="token"></label>`),
  hidden: form(
    `<label for="up" style="padding:8px;border:1px solid">Upload content token</label><input type="file" id="up" name="upload" style="display:none">`,
  ),
  accept: form(
    `<input type="file" id="upload-file" accept=".vpptoken" hidden><button type="button" onclick="document.getElementById('upload-file').click()">Choose file</button>`,
  ),
  textarea: form('<label>Company token <textarea name="token" rows="4"></textarea></label>'),
  'after-click': `<h2>Apple VPP accounts</h2><button type="button" id="renew">Renew</button><div id="panel"></div>
<script src="/zoo/after-click.js"></script>`,
  'same-frame': '<h2>Settings</h2><iframe src="/zoo/plain" width="600" height="300"></iframe>',
  'cross-frame': `<h2>Settings</h2><iframe src="https://${frameHost}/zoo/plain" width="600" height="300"></iframe>`,
  shadow: '<h2>Volume purchasing</h2><token-form></token-form><script src="/zoo/shadow.js"></script>',
  drop: `<h2>Renew content token</h2><div class="dropzone" id="zone" style="padding:40px;border:2px dashed">Drag your VPP token here</div>
<p id="names"></p><script src="/zoo/drop.js"></script>`,
  react: '<h2>Content token</h2><div id="app"></div><script src="/zoo/react.js"></script>',
  'react-text': '<h2>Volume purchase</h2><div id="app"></div><script src="/zoo/react.js"></script>',
  two: form(twoTokens),
  dialog: `<h2>Apple VPP accounts</h2><dialog id="renew">${form(
    twoTokens,
  )}</dialog><script src="/zoo/dialog.js"></script>`,
  bare: `<form method="post" action="/saved"><label>Token <input type="file" name="token"></label>${save}</form>`,
  'server-token': `<form method="post" action="/saved"><h2>Automated enrolment</h2>
<label>Server token <input type="file" name="server_token"></label>${save}</form>`,
  none: `<h2>Users</h2><form><label>Search <input type="search"></label><label>E-mail <input type="text" name="email"></label>
${logo}<label>Users <input type="file" accept=".csv"></label><label>Comment <textarea name="comment"></textarea></label></form>`,
} as const;
export type ZooPage = keyof typeof zoo;

/** What a page holds: files by name and text, and filled text fields. Open shadow roots and same-origin frames count. */
export const takenScript = `
window.dropped = [];
window.taken = async (root = document) => {
  const found = [];
  for (const input of root.querySelectorAll('input[type=file]'))
    for (const file of input.files) found.push({ field: input.name || input.id, name: file.name, text: await file.text() });
  for (const field of root.querySelectorAll('textarea, input[type=text]'))
    if (field.value !== '') found.push({ field: field.name, name: '', text: field.value });
  for (const element of root.querySelectorAll('*'))
    if (element.shadowRoot) found.push(...await window.taken(element.shadowRoot));
  if (root === document) found.push(...window.dropped);
  return found;
};`;

export const zooScripts: Readonly<Record<string, string>> = {
  'taken.js': takenScript,
  'after-click.js': `document.getElementById('renew').addEventListener('click', () => {
  document.getElementById('panel').innerHTML = '<label>Service token <input type="file" name="late"></label>';
});`,
  'dialog.js': `document.getElementById('renew').showModal();`,
  'shadow.js': `customElements.define('token-form', class extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).innerHTML = '<label>Content token <input type="file" name="inner"></label>';
  }
});`,
  'drop.js': `const zone = document.getElementById('zone');
for (const type of ['dragenter', 'dragover']) zone.addEventListener(type, (event) => event.preventDefault());
zone.addEventListener('drop', async (event) => {
  event.preventDefault();
  for (const file of event.dataTransfer.files) {
    document.getElementById('names').textContent += file.name;
    window.dropped.push({ field: 'zone', name: file.name, text: await file.text() });
  }
});`,
};
