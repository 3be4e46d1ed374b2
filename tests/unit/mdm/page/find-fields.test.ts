// @vitest-environment happy-dom
import { afterEach, describe, expect, test } from 'vitest';
import { chooseField } from '../../../../lib/mdm/page/choose-field.ts';
import { findFields, type Wanted } from '../../../../lib/mdm/page/find-fields.ts';
import { zoo } from '../../../simulator/mdm/zoo/pages.ts';

const unknown: Wanted = { kind: 'file', labels: [] };

afterEach(() => {
  document.body.innerHTML = '';
});

function choose(html: string, wanted = unknown) {
  document.body.innerHTML = html.replace(/<script.*?<\/script>/gs, '');
  return chooseField(findFields(document, wanted));
}
const nameOf = (element: Element) => element.getAttribute('name') ?? element.id;
function chosen(html: string, wanted = unknown): string | undefined {
  const choice = choose(html, wanted);
  return choice.is === 'one' ? nameOf(choice.field.element) : choice.is;
}

const clear: [what: string, html: string, name: string, wanted?: Wanted][] = [
  ['a labelled file input beside a logo', zoo.plain, 'token'],
  ['an input hidden behind its label', zoo.hidden, 'upload'],
  ['an input that asks for .vpptoken, whatever it is called', zoo.accept, 'upload-file'],
  ['a text area for the text', zoo.textarea, 'token'],
  ['a drop zone without an input', zoo.drop, 'zone'],
  [
    'the field of Zentral, by its name',
    '<form><h1>Location</h1><p><label for="id_server_token_file">Server token file:</label><input type="file" name="server_token_file" id="id_server_token_file"></p></form>',
    'server_token_file',
    { kind: 'file', labels: ['server token file'] },
  ],
  [
    'a server token where the preset calls its content token so',
    zoo['server-token'],
    'server_token',
    { kind: 'file', labels: ['server token'] },
  ],
  [
    'an input named by aria alone',
    '<span id="l">VPP sToken</span><input type="file" name="a" aria-labelledby="l"><input type="file" name="b">',
    'a',
  ],
  [
    'the zone with an input inside by its input',
    '<div class="dropzone">Drag your VPP token here<input type="file" name="inner" hidden></div>',
    'inner',
  ],
  [
    'what the preset calls so, in a language of its own',
    '<label>ABM-Dienstdatei <input type="file" name="x"></label><label>Vorlage <input type="file" name="y"></label>',
    'x',
    { kind: 'file', labels: ['abm-dienstdatei'] },
  ],
  [
    'the text field where the console wants text',
    '<label>Company token <input type="text" name="t"></label><label>Company token name <input type="text" name="n"></label>',
    't',
    { kind: 'text', labels: ['company token'] },
  ],
  [
    'a heading above, where the input says nothing',
    '<section><h2>VPP token</h2><input type="file" name="up"></section><section><h2>Logo</h2><input type="file" name="logo"></section>',
    'up',
  ],
];

describe('takes without a question', () => {
  test.each(clear)('%s', (_, html, name, wanted = unknown) => {
    expect(chosen(html, wanted)).toBe(name);
  });

  test('an input in an open shadow root, two deep', () => {
    document.body.innerHTML = '<div id="outer"></div>';
    const outer = document.querySelector('#outer')?.attachShadow({ mode: 'open' });
    if (!outer) throw new Error('No root');
    outer.innerHTML = '<p>Settings</p><div id="inner"></div>';
    const inner = outer.querySelector('#inner')?.attachShadow({ mode: 'open' });
    if (!inner) throw new Error('No root');
    inner.innerHTML = '<label>Content token <input type="file" name="deep"></label>';
    const choice = chooseField(findFields(document, unknown));
    expect(choice.is === 'one' && nameOf(choice.field.element)).toBe('deep');
  });
});

describe('asks', () => {
  test.each([
    ['two equal fields', zoo.two, 2],
    ['a file input that is called a token of whatever kind, in its label and in its name', zoo.bare, 1],
    [
      'a drop zone of a token of whatever kind',
      '<section><h2>Token</h2><div class="dropzone">Drop the token</div></section>',
      1,
    ],
    ['a lone file input that says nothing', '<input type="file" name="x">', 1],
    [
      'two that ask for .vpptoken',
      '<input type="file" accept=".vpptoken"><input type="file" accept=".vpptoken">',
      2,
    ],
  ])('about %s', (_, html, count) => {
    const choice = choose(html);
    expect(choice.is === 'several' && choice.fields.length).toBe(count);
  });

  test('by the labels that a person reads', () => {
    const choice = choose(zoo.two);
    expect(choice.is === 'several' && choice.fields.map(({ label }) => label)).toEqual([
      'VPP token of the first account',
      'VPP token of the second account',
    ]);
  });
});

describe('leaves alone', () => {
  test.each([
    ['a page of users', zoo.none],
    ['pictures', '<label>VPP token picture <input type="file" accept="image/*"></label>'],
    ['certificates', '<label>Token <input type="file" accept=".pem,.p7m,.crt"></label>'],
    [
      'the server token of automated enrolment',
      '<label>DEP server token <input type="file" name="dep"></label>',
    ],
    ['the server token, as Apple calls that of automated enrolment', zoo['server-token']],
    ['whole folders', '<label>VPP token <input type="file" webkitdirectory></label>'],
    ['what is switched off', '<label>VPP token <input type="file" disabled></label>'],
    [
      'names and passwords',
      '<label>Service token name <input type="text"></label><input type="password" name="token">',
    ],
    ['a search box', '<label>Search VPP token <input type="text" name="q"></label>'],
    ['drop-down menus', '<div class="dropdown">VPP <ul class="dropdown-menu"><li>Token</li></ul></div>'],
    ['fixed texts', '<label>VPP token <textarea readonly></textarea></label>'],
  ])('%s', (_, html) => {
    expect(chosen(html)).toBe('none');
  });
});
