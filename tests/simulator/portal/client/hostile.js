// Pages that mean harm to an extension that listens: each does one thing and then says so on the root element.
const { kind, host, token } = JSON.parse(document.getElementById('page-data').textContent);
const eventName = 'orchardist:capture';

const encode = (value) => btoa(JSON.stringify(value));
const inner = btoa('x'.repeat(64));
const invented = (number) =>
  encode({
    token: inner,
    expDate: '2030-01-01T00:00:00+0000',
    orgName: `Invented ${String(number).padStart(6, '0')}`,
  });

const notTokens = [
  undefined,
  null,
  42,
  {},
  { text: token },
  [token],
  '',
  'x'.repeat(5_000_000),
  inner,
  `${token}!`,
  token.slice(1),
  encode({ token: inner, expDate: 'tomorrow', orgName: 'A'.repeat(60) }),
  encode({ token: '<script>', expDate: '2030-01-01T00:00:00Z', orgName: 'A'.repeat(80) }),
  encode({ token: inner, expDate: '2030-01-01T00:00:00Z', orgName: { toString: 1 } }),
  `-----BEGIN PKCS7-----\n${'MIAG'.repeat(50)}\n-----END PKCS7-----`,
  '<html><body>token</body></html>',
];

const acts = {
  /** Reports that are no token, on every channel that a page can use. */
  async forged() {
    for (const detail of notTokens) {
      dispatchEvent(new CustomEvent(eventName, { detail }));
      document.dispatchEvent(new CustomEvent(eventName, { detail, bubbles: true }));
      for (const message of [
        detail,
        { bus: 'portal.capture', input: { text: detail } },
        { type: eventName, detail },
      ])
        postMessage(message, location.origin);
    }
    dispatchEvent(new Event(eventName));
    dispatchEvent(new CustomEvent(eventName, { detail: new Proxy([], {}) }));
    postMessage(
      { type: 'card-changed', card: { candidateId: '1', orgName: 'X', expiresAt: 1, state: 'ready' } },
      '*',
    );
  },
  /** Hundreds of well-formed inventions, by report and by blob. */
  async flood() {
    for (let number = 0; number < 300; number += 1) {
      dispatchEvent(new CustomEvent(eventName, { detail: invented(number) }));
      URL.revokeObjectURL(URL.createObjectURL(new Blob([invented(1000 + number)])));
    }
  },
  /** Bodies far over the limit, from memory and from the network. */
  async big() {
    const text = token.repeat(Math.ceil(5_000_000 / token.length));
    for (let round = 0; round < 10; round += 1) URL.createObjectURL(new Blob([text]));
    const response = await fetch(`https://ws.${host}/mdm/big`, { credentials: 'include' });
    document.documentElement.dataset.size = String((await response.text()).length);
  },
  /** Replaces what a hook may lean on, and makes every call throw that is not the page's own. */
  async overrides() {
    const broken = () => {
      throw new Error('overridden');
    };
    const blob = new Blob([token]);
    const createObjectURL = URL.createObjectURL;
    for (const owner of [Response.prototype, Blob.prototype])
      for (const key of ['text', 'clone', 'arrayBuffer', 'stream'])
        if (key in owner) Object.defineProperty(owner, key, { value: broken, writable: false });
    Object.defineProperty(Blob.prototype, 'size', { get: broken });
    window.CustomEvent = broken;
    window.dispatchEvent = broken;
    EventTarget.prototype.dispatchEvent = broken;
    Promise.prototype.catch = broken;
    String.prototype.startsWith = broken;
    RegExp.prototype.test = broken;
    Array.prototype.filter = broken;
    JSON.parse = broken;
    window.atob = broken;
    URL.createObjectURL = createObjectURL;
    URL.revokeObjectURL(URL.createObjectURL(blob));
    const anchor = document.createElement('a');
    anchor.href = '#clicked';
    anchor.click();
  },
};

act();

async function act() {
  const { dataset } = document.documentElement;
  try {
    await acts[kind]();
    dataset.done = 'yes';
  } catch (error) {
    dataset.done = `failed: ${error}`;
  }
}
