import { expect, it, vi } from 'vitest';

it('says so when its database cannot be opened', async () => {
  const told = vi.fn();
  let hear: (event: { data: unknown }) => void = () => expect.unreachable();
  vi.stubGlobal('postMessage', told);
  vi.stubGlobal('addEventListener', (_: string, listener: typeof hear) => {
    hear = listener;
  });
  vi.stubGlobal('IDBKeyRange', class {});
  vi.stubGlobal('indexedDB', {
    open() {
      throw new DOMException('The disk is full', 'QuotaExceededError');
    },
  });
  await import('../../../../components/holders/holder-worker.ts');
  hear({ data: { kind: 'open', holders: 'user', query: '' } });
  await vi.waitFor(() =>
    expect(told).toHaveBeenCalledWith({
      kind: 'failed',
      failure: expect.objectContaining({ code: 'storage-full' }),
    }),
  );
});
