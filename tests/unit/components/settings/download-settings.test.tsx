// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CacheContext } from '../../../../components/data/cache-context.ts';
import { DownloadSettings } from '../../../../components/settings/download-settings.tsx';
import { Database } from '../../../../lib/cache/database.ts';

const permissions = vi.hoisted(() => {
  const event = { addListener() {}, removeListener() {} };
  return { contains: async () => false, request: vi.fn(), onAdded: event, onRemoved: event };
});
vi.mock('wxt/browser', () => ({ browser: { permissions } }));
vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
let root: Root;

/** The section on a page whose browser answers the request like this. */
async function open(request: () => Promise<boolean>) {
  permissions.request.mockReset().mockImplementation(request);
  await act(async () =>
    root.render(
      <CacheContext value={new Database('download-settings')}>
        <DownloadSettings />
      </CacheContext>,
    ),
  );
  const toggle = document.querySelector<HTMLInputElement>('[role=switch]');
  return act(async () => toggle?.click());
}
const alert = () => document.querySelector('[role=alert]')?.textContent;

describe('the permission for downloads', () => {
  beforeEach(() => {
    root = createRoot(document.body.appendChild(document.createElement('main')));
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    document.body.replaceChildren();
  });

  it('says so when the browser refuses to ask for it', async () => {
    await open(() => Promise.reject(new Error('Blocked by the administrator')));
    expect(alert()).toContain('The browser did not ask for this permission.');
    expect(alert()).not.toContain('administrator');
  });

  it('is nothing to complain about when the admin says no', async () => {
    await open(() => Promise.resolve(false));
    expect(permissions.request).toHaveBeenCalledOnce();
    expect(alert()).toBeUndefined();
  });
});
