import fc from 'fast-check';
import { contract, type MessageName } from '../../../lib/bus/contract.ts';
import { createRouter, type Handlers, type RawSender } from '../../../lib/bus/router.ts';
import { expectCleanPrototypes, expectNoSecret, must } from '../expect-quiet.ts';
import { mutatedJson } from '../mutate-json.ts';
import { inviteCode, passphrase, secrets, token } from '../secrets.ts';
import { createTarget } from '../target.ts';

const own = 'chrome-extension://ours';
const portalOrigins = ['https://business.apple.com', 'https://school.apple.com'];
const asset = { adamId: '1', pricingParam: 'STDQ' };

/** Every field that a message has, with something right in it: what a message does not know is left out by its schema. */
const everything = {
  ...{
    text: token,
    source: 'paste',
    uId: '1',
    candidateId: 'c',
    passphrase,
    keep: { mode: 'sealed', passphrase },
  },
  ...{
    id: 'm',
    name: 'x',
    settings: { host: 'https://mdm.example' },
    secrets: { key: inviteCode },
    mdmId: 'm',
  },
  ...{
    way: { by: 'api', connector: 'fleet' },
    deliveryId: 'd',
    choice: { recordId: 'r' },
    claim: true,
    hint: 'link',
  },
  ...{
    act: 'open',
    orderId: 'o',
    digest: 'a'.repeat(64),
    clientUserIds: ['u'],
    kind: 'user',
    ids: ['u'],
    path: '/x',
  },
  ...{ query: '', adamId: '1', pricingParam: 'STDQ', clientUserId: 'u', notes: 'n', json: '{}', trial: true },
  wish: { kind: 'grant', blocks: [{ assets: [asset], clientUserIds: ['u'], serialNumbers: ['C02X'] }] },
};
/** Where a message takes any names at all, they may be secrets too. */
const secretNames = { [passphrase]: 'x', [inviteCode]: 'y' };
const oddNames = {
  ...everything,
  settings: secretNames,
  secrets: secretNames,
  choice: { add: true, extra: secretNames },
};
const names = Object.keys(contract);
const messages = names.flatMap((bus) => [
  { bus, input: everything },
  { bus, input: oddNames },
  { bus, input: {} },
]);

/** Who sends, and what the browser says of it: the truth and its traces. */
const senders: readonly { truth: 'ui' | 'portal' | 'nobody'; raw: RawSender }[] = [
  { truth: 'ui', raw: { id: 'ours', origin: own, url: `${own}/popup.html` } },
  { truth: 'ui', raw: { id: 'ours', url: `${own}/options.html#/tokens`, tab: { id: 3 } } },
  ...portalOrigins.map((origin) => ({
    truth: 'portal' as const,
    raw: { id: 'ours', origin, tab: { id: 7 }, frameId: 2 },
  })),
  { truth: 'nobody', raw: { id: 'other', origin: own, url: `${own}/popup.html` } },
  { truth: 'nobody', raw: { id: 'ours', origin: `${own}.evil.example`, tab: { id: 7 } } },
  { truth: 'nobody', raw: { id: 'ours', url: `https://evil.example/${own}/`, tab: { id: 7 } } },
  { truth: 'nobody', raw: { id: 'ours', url: 'https://school.apple.com@evil.example/', tab: { id: 7 } } },
  { truth: 'nobody', raw: { id: 'ours', origin: 'https://school.apple.com.evil.example', tab: { id: 7 } } },
  { truth: 'nobody', raw: { id: 'ours', origin: 'http://school.apple.com', tab: { id: 7 } } },
  { truth: 'nobody', raw: { id: 'ours', origin: 'https://school.apple.com' } },
  { truth: 'nobody', raw: { id: 'ours', origin: 'null', tab: { id: 7 } } },
  { truth: 'nobody', raw: { origin: own } },
  { truth: 'nobody', raw: {} },
];

interface Sent {
  message: unknown;
  sender: number;
  /** What the handler does, if it comes to that. */
  ends: 'well' | 'throws';
}

export const busTarget = createTarget<Sent>({
  name: 'bus',
  inputs: fc.record({
    message: fc.oneof(
      { weight: 12, arbitrary: mutatedJson(messages, [...secrets, names[0], names[5]]) },
      { weight: 1, arbitrary: fc.anything() },
    ),
    sender: fc.nat({ max: senders.length - 1 }),
    ends: fc.constantFrom('well', 'well', 'throws'),
  }),
  async check({ message, sender, ends }) {
    const from = senders[sender] ?? { truth: 'nobody', raw: {} };
    const called: { name: string; input: unknown; kind: string }[] = [];
    const handlers = new Proxy({} as Handlers, {
      get:
        (_, name: string) =>
        async (input: unknown, { kind }: { kind: string }) => {
          called.push({ name, input, kind });
          if (ends === 'throws') throw new TypeError(`cannot read ${token} of ${passphrase}`);
          return {};
        },
    });
    const route = createRouter({ handlers, ownId: 'ours', ownOrigin: own, portalOrigins, onBug() {} });
    const name = nameOf(message);
    const reply = route(message, from.raw);
    must((reply !== undefined) === (name !== undefined), 'answers what is not for the bus, or not what is');
    if (!reply || !name) return;
    const answer = await reply;
    const isAllowed = contract[name].from.some((kind) => kind === from.truth);
    must(called.length <= 1, 'one message, two acts');
    for (const call of called) {
      must(
        isAllowed && call.name === name && call.kind === from.truth,
        'acts for a sender that may not send',
      );
      must(contract[name].input.safeParse(call.input).success, 'acts on what is not in the contract');
    }
    must(answer.ok === (called.length === 1 && ends === 'well'), 'an answer that is not true');
    if (!answer.ok && !isAllowed) must(answer.error.code === 'forbidden-sender', 'tells a stranger more');
    expectNoSecret(answer, secrets);
    must(JSON.stringify(answer).length < 1000, 'an answer as long as the message');
    expectCleanPrototypes();
  },
});

function nameOf(message: unknown): MessageName | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const bus: unknown = Reflect.get(message, 'bus');
  return names.find((name): name is MessageName => name === bus);
}
