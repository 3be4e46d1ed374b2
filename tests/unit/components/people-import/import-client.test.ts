import { describe, expect, test, vi } from 'vitest';
import { createImportClient, type WorkerLike } from '../../../../components/people-import/import-client.ts';
import {
  createImportService,
  type LocationPeople,
} from '../../../../components/people-import/import-service.ts';
import { parseToWorker, type ToWorker } from '../../../../components/people-import/messages.ts';
import { createKnownPeople } from '../../../../lib/people/known-people.ts';

const nobody: LocationPeople = { known: createKnownPeople([]), asOf: 5 };

type ReadLocation = Parameters<typeof createImportService>[0]['readLocation'];

/** The real service behind two ports that copy what they carry, as between a page and its worker. */
function createWorlds(readLocation: ReadLocation = async () => nobody) {
  const ended: number[] = [];
  const started: { say(data: unknown): void; fail(): void }[] = [];
  const start = (): WorkerLike => {
    const number = started.length;
    const target = new EventTarget();
    const say = (data: unknown) =>
      target.dispatchEvent(new MessageEvent('message', { data: structuredClone(data) }));
    let made = 0;
    const serve = createImportService({ readLocation, newId: () => `made-${++made}`, post: say });
    started.push({ say, fail: () => target.dispatchEvent(new Event('error')) });
    return {
      addEventListener: target.addEventListener.bind(target),
      postMessage: (data: unknown) => {
        const message = parseToWorker(structuredClone(data));
        if (message)
          serve(message).catch(() => say({ kind: 'failed', id: message.id, failure: { code: 'bug' } }));
      },
      terminate: () => ended.push(number),
    };
  };
  return { client: createImportClient(start), started, ended };
}

const choice = { columns: { email: 0, name: 1 }, ids: 'generated' as const, managedDomains: [] };
const file = (rows: number) =>
  `Email,Name\n${Array.from({ length: rows }, (_, index) => `p${index}@example.com,P`).join('\n')}\nbad,B\n`;

async function all<Row>(chunks: AsyncIterable<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const chunk of chunks) rows.push(...chunk);
  return rows;
}

describe('a file', () => {
  test('is read, checked with progress, and handed over whole, however large', async () => {
    const { client } = createWorlds();
    const bytes = new TextEncoder().encode(file(12_000)).buffer;
    const table = await client.read(bytes);
    expect(table).toMatchObject({ rows: 12_001, delimiter: ',', map: { columns: { email: 0, name: 1 } } });
    expect(table.domains).toEqual([{ domain: 'example.com', count: 12_000 }]);
    expect(table.sample[0]).toEqual({ line: 2, cells: ['p0@example.com', 'P'] });
    const onProgress = vi.fn();
    const { counts, knownAt } = await client.check('1', choice, onProgress);
    expect(counts).toEqual({ rows: 12_001, people: 12_000, refused: 1, blank: 0, managed: 0 });
    expect(knownAt).toBe(5);
    expect(onProgress.mock.calls.map(([progress]) => progress.done)).toEqual([5000, 10_000]);
    const people = await all(client.people());
    expect(people).toHaveLength(12_000);
    expect(people.at(-1)).toMatchObject({ line: 12_001, wish: { email: 'p11999@example.com' } });
    expect(await all(client.refused())).toEqual([{ line: 12_002, reason: 'bad-email', text: 'bad' }]);
  });

  test('is read once the database is at work on the people, and not only when they are there', async () => {
    let beginWork: () => void = () => undefined;
    const { client } = createWorlds((_, onProgress) => {
      beginWork = () => onProgress(0);
      return new Promise(() => {});
    });
    client.prepare('1');
    const isRead = vi.fn();
    const reading = client.read('Email\na@example.com').then(isRead);
    await new Promise(setImmediate);
    expect(isRead).not.toHaveBeenCalled();
    beginWork();
    await reading;
    expect(isRead).toHaveBeenCalledWith(expect.objectContaining({ rows: 1 }));
  });

  test('is read also where the people cannot be', async () => {
    const { client } = createWorlds(() => Promise.reject(new Error('storage')));
    client.prepare('1');
    expect((await client.read('Email\na@example.com')).rows).toBe(1);
    await expect(client.check('1', choice)).rejects.toMatchObject({ code: 'bug' });
  });

  test('tells the domains of the columns that were chosen, whatever was guessed', async () => {
    const { client } = createWorlds();
    const text = 'Email,Name,Second\na@one.example,A,a@two.example\n';
    expect((await client.read(text)).domains).toEqual([{ domain: 'one.example', count: 1 }]);
    const check = async (email: number) =>
      (await client.check('1', { ...choice, columns: { email } })).domains;
    expect(await check(0)).toEqual([{ domain: 'one.example', count: 1 }]);
    expect(await check(2)).toEqual([{ domain: 'two.example', count: 1 }]);
  });

  test.each([
    [
      'UTF-8 with its mark',
      [0xef, 0xbb, 0xbf, ...Buffer.from('E-Mail;Name\r\na@b.example;"Jürgen; B."\r\n')],
    ],
    ['UTF-16', [0xff, 0xfe, ...Buffer.from('E-Mail\tName\na@b.example\tJürgen; B.\n', 'utf16le')]],
    ['Windows-1252', [...Buffer.from('Name,E-Mail\r"Jürgen; B.",a@b.example\r', 'latin1')]],
  ])('in %s', async (_, bytes) => {
    const { client } = createWorlds();
    const { map } = await client.read(Uint8Array.from(bytes).buffer);
    await client.check('1', { columns: map.columns, ids: map.ids, managedDomains: [] });
    expect(await all(client.people())).toEqual([
      { line: 2, wish: { clientUserId: 'made-1', email: 'a@b.example' }, name: 'Jürgen; B.' },
    ]);
  });

  test('is checked again with another choice without being read again', async () => {
    const { client } = createWorlds();
    await client.read('x,Email\nu-1,a@example.com');
    const columns = { email: 1, clientUserId: 0 };
    await client.check('1', { columns, ids: 'column', managedDomains: ['example.com'] });
    expect(await all(client.people())).toEqual([
      {
        line: 2,
        wish: { clientUserId: 'u-1', email: 'a@example.com', managedAppleId: 'a@example.com' },
      },
    ]);
  });
});

describe('the worker', () => {
  test('is ended by a cancel, and the next file gets a new one', async () => {
    const { client, ended } = createWorlds(() => new Promise(() => {}));
    await client.read('Email\na@example.com');
    const check = client.check('1', choice);
    client.cancel();
    await expect(check).rejects.toMatchObject({ code: 'cancelled' });
    expect(ended).toEqual([0]);
    expect((await client.read('Email\nb@example.com')).sample[0]?.cells).toEqual(['b@example.com']);
  });

  test('that says what nobody understands is not believed', async () => {
    const { client, started, ended } = createWorlds(() => new Promise(() => {}));
    await client.read('Email\na@example.com');
    const check = client.check('1', choice);
    started[0]?.say({ kind: 'people', id: 2, rows: [{ line: 'x' }], isLast: true });
    await expect(check).rejects.toMatchObject({ code: 'no-worker' });
    expect(ended).toEqual([0]);
  });

  test('that breaks, fails or stays silent is told of', async () => {
    vi.useFakeTimers();
    try {
      const broken = createWorlds(() => new Promise(() => {}));
      await broken.client.read('Email\na@example.com');
      const check = broken.client.check('1', choice);
      broken.started[0]?.fail();
      await expect(check).rejects.toMatchObject({ code: 'no-worker', details: { reason: 'error' } });

      await expect(createWorlds().client.check('1', choice)).rejects.toMatchObject({ code: 'bug' });

      const silent = createImportClient(() => ({
        addEventListener: () => {},
        postMessage: () => {},
        terminate: () => {},
      }));
      const read = expect(silent.read('x')).rejects.toMatchObject({ details: { reason: 'silent' } });
      await vi.advanceTimersByTimeAsync(15_000);
      await read;
    } finally {
      vi.useRealTimers();
    }
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['no id', { kind: 'read', source: '' }],
    ['no source', { kind: 'read', id: 1, source: 5 }],
    ['an unknown column', { kind: 'check', id: 1, uId: '1', choice: { ...choice, columns: { token: 1 } } }],
    [
      'a column before the first',
      { kind: 'check', id: 1, uId: '1', choice: { ...choice, columns: { email: -1 } } },
    ],
    ['an unknown part', { kind: 'chunk', id: 1, of: 'tokens', chunk: 0 }],
  ])('refuses %s', (_, message) => {
    expect(parseToWorker(message)).toBeUndefined();
  });

  test('takes what the client sends', () => {
    const message: ToWorker = { kind: 'check', id: 1, uId: '1', choice };
    expect(parseToWorker(message)).toBe(message);
  });
});
