import { describe, expect, it } from 'vitest';
import { openDeliveryWorld } from './delivery-world.ts';

const pattern = 'https://acme.jamfcloud.com/*';

describe('an MDM that is set up', () => {
  it('keeps its secrets in the vault alone', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('jamf-pro');
    const { secret, settings } = world.simulator.mdm.jamf;
    expect(JSON.stringify(await world.cache.mdms.toArray())).not.toContain(secret);
    expect(world.secrets.get(`mdm:${id}`)).toContain(JSON.stringify({ clientSecret: secret }));
    expect((await world.cache.mdms.get(id))?.settings).toEqual({
      ...{ origin: 'https://acme.jamfcloud.com', clientId: settings.clientId },
    });
  });

  it('keeps them when only its name changes, and takes them to no other host', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('jamf-pro');
    const row = await world.mdms.expectRow(id);
    await world.mdms.save({ ...row, name: 'Renamed' });
    await world.mdms.test(id);
    expect(await world.cache.mdms.get(id)).toMatchObject({ name: 'Renamed' });
    expect((await world.cache.mdms.get(id))?.checked).toEqual({ at: expect.any(Number) });
    const settings = { ...row.settings, origin: 'https://evil.example' };
    await expect(world.mdms.save({ ...row, settings })).rejects.toMatchObject({
      ...{ code: 'mdm-settings', details: { field: 'clientSecret' } },
    });
  });

  it('takes its key to no other port of its host', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('manageengine', { origin: 'https://mdm.example.org:8383' });
    const row = await world.mdms.expectRow(id);
    const settings = { origin: 'https://mdm.example.org:9443' };
    await expect(world.mdms.save({ ...row, settings })).rejects.toMatchObject({
      ...{ code: 'mdm-settings', details: { field: 'apiKey' } },
    });
    await world.mdms.save({ ...row, name: 'Renamed' });
    expect(await world.cache.mdms.get(id)).toMatchObject({ name: 'Renamed', settings: row.settings });
  });

  it('tells the field that is not right', async () => {
    const world = await openDeliveryWorld();
    await expect(world.save('jamf-pro', { origin: 'http://acme.jamfcloud.com' })).rejects.toMatchObject({
      ...{ code: 'mdm-settings', details: { field: 'origin' } },
    });
    expect(await world.cache.mdms.count()).toBe(0);
  });

  it('says in its row what a test found', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('jamf-pro', { clientSecret: 'wrong' });
    await world.mdms.test(id);
    expect((await world.cache.mdms.get(id))?.checked?.failure?.code).toBe('mdm-sign-in');
    world.secrets.delete(`mdm:${id}`);
    await world.mdms.test(id);
    expect((await world.cache.mdms.get(id))?.checked?.failure).toMatchObject({
      ...{ code: 'mdm-sign-in', details: { reason: 'not-kept' } },
    });
  });

  it('does not say that it works where a test can tell nothing, until a token has arrived', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('applivery');
    await world.mdms.test(id);
    const checked = async () => (await world.cache.mdms.get(id))?.checked;
    expect(await checked()).toEqual({ at: expect.any(Number), isUntold: true });
    await world.deliver(id);
    expect(await checked()).toEqual({ at: expect.any(Number) });
  });

  it('a sign-in whose row was never written is swept, and nothing else', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('jamf-pro');
    const tokens = [...world.secrets.keys()].filter((name) => name.startsWith('token:'));
    world.secrets.set('mdm:died-before-its-row', '{"clientSecret":"x"}');
    await world.revive().mdms.sweep();
    expect([...world.secrets.keys()]).toEqual([...tokens, `mdm:${id}`]);
  });

  it('an access token that was asked for with earlier settings serves no later ones, nor is its test told of them', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('jamf-pro');
    const { fetch } = world.reachDeps;
    const gate = Promise.withResolvers<void>();
    let asked = 0;
    // The answer to the first sign-in is late, and comes whatever was stopped meanwhile.
    world.reachDeps.fetch = async (url, init) => {
      const response = await fetch(url, init);
      if (url.includes('oauth') && ++asked === 1) await gate.promise;
      return response;
    };
    const { mdms } = world.revive();
    const testing = mdms.test(id);
    await expect.poll(() => asked).toBe(1);
    await mdms.save({ ...(await mdms.expectRow(id)), secrets: { clientSecret: 'mistyped' } });
    gate.resolve();
    await testing;
    expect((await mdms.expectRow(id)).checked).toBeUndefined();
    await mdms.test(id);
    expect((await mdms.expectRow(id)).checked?.failure?.code).toBe('mdm-sign-in');
  });

  it('is not opened with the new secret and the old address while it is saved', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('jamf-pro');
    const { cache, session } = world;
    const hosts: string[] = [];
    world.reachDeps.fetch = async (url, { body }) => {
      if (String(body).includes('client_secret=new')) hosts.push(new URL(url).host);
      return new Response('', { status: 401 });
    };
    let opening: ReturnType<typeof world.mdms.open> | undefined;
    // Once the vault has the new secret, and before the row has the new address.
    world.reachDeps.session = {
      ...session,
      async keys(prefix) {
        opening ??= mdms.open(id, true);
        for (let reads = 0; reads < 5; reads += 1) await cache.mdms.get(id);
        return session.keys(prefix);
      },
    };
    const { mdms } = world.revive();
    const row = await mdms.expectRow(id);
    const settings = { ...row.settings, origin: 'https://other.jamfcloud.com' };
    await mdms.save({ ...row, settings, secrets: { clientSecret: 'new' } });
    const opened = await opening;
    await opened?.session.test().catch(() => undefined);
    expect(hosts).toEqual(['other.jamfcloud.com']);
  });

  it.each([
    ['its address', { origin: 'https://other.jamfcloud.com' }],
    ['its secret alone', {}],
  ])(
    'that could not be written, with %s changed, works as before: the new secret goes nowhere',
    async (_, changes) => {
      const world = await openDeliveryWorld();
      const record = world.simulator.mdm.jamf.add({ locationName: 'Head Office' });
      const id = await world.save('jamf-pro');
      const { fetch } = world.reachDeps;
      const sent: string[] = [];
      world.reachDeps.fetch = (url, init) => {
        sent.push(`${url} ${init?.body}`);
        return fetch(url, init);
      };
      const { mdms, deliveries } = world.revive();
      const row = await mdms.expectRow(id);
      const full = () => {
        throw new DOMException('', 'QuotaExceededError');
      };
      world.cache.mdms.hook('updating', full);
      const settings = { ...row.settings, ...changes };
      const saving = mdms.save({ ...row, settings, secrets: { clientSecret: 'mistyped' } });
      await expect(saving).rejects.toMatchObject({ code: 'storage-full' });
      world.cache.mdms.hook('updating').unsubscribe(full);
      expect(await mdms.expectRow(id)).toEqual(row);
      await mdms.test(id);
      expect((await mdms.expectRow(id)).checked).toEqual({ at: expect.any(Number) });
      await deliveries.start(world.uId, id);
      await deliveries.idle();
      expect(record.token).toBe(world.token);
      expect(sent.filter((one) => !one.startsWith('https://acme.jamfcloud.com/'))).toEqual([]);
      expect(sent.join()).not.toContain('mistyped');
      expect(world.report).not.toHaveBeenCalled();
    },
  );

  it('whose old sign-in cannot be put back asks for it, and gives the new one to no old host', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('jamf-pro');
    const sent: string[] = [];
    world.reachDeps.fetch = async (url) => {
      sent.push(url);
      return new Response('', { status: 401 });
    };
    const { mdms, deliveries } = world.revive();
    const row = await mdms.expectRow(id);
    // Locked in between: it can be written down no more.
    const full = () => {
      world.lock.isOn = true;
      throw new DOMException('', 'QuotaExceededError');
    };
    world.cache.mdms.hook('updating', full);
    const settings = { ...row.settings, origin: 'https://other.jamfcloud.com' };
    const saving = mdms.save({ ...row, settings, secrets: { clientSecret: 'new' } });
    await expect(saving).rejects.toMatchObject({ code: 'storage-full' });
    world.cache.mdms.hook('updating').unsubscribe(full);
    world.lock.isOn = false;
    expect(world.report).toHaveBeenCalledOnce();
    await expect(deliveries.start(world.uId, id)).rejects.toMatchObject({
      ...{ code: 'mdm-sign-in', details: { reason: 'not-kept' } },
    });
    expect(sent).toEqual([]);
  });

  it('leaves no sign-in behind when it could not be written at all', async () => {
    const world = await openDeliveryWorld();
    const full = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    world.cache.mdms.hook('creating', full);
    await expect(world.save('jamf-pro')).rejects.toMatchObject({ code: 'storage-full' });
    expect([...world.secrets.keys()].filter((name) => name.startsWith('mdm:'))).toEqual([]);
  });

  it('is not swept while it is being saved', async () => {
    const world = await openDeliveryWorld();
    const saving = world.save('jamf-pro');
    await world.mdms.sweep();
    expect(world.secrets.has(`mdm:${await saving}`)).toBe(true);
  });

  it('goes with its sign-in, its targets, its hand-overs, and the permission that nobody else needs', async () => {
    const world = await openDeliveryWorld();
    world.simulator.mdm.jamf.add({ locationName: 'Head Office' });
    const [one, two] = [await world.save('jamf-pro'), await world.save('jamf-pro')];
    await world.deliver(one);
    expect([...world.area.items.keys()].some((key) => key.startsWith(`mdm:${one}:`))).toBe(true);
    await world.mdms.remove(one);
    expect(world.removed).toEqual([]);
    expect(await world.cache.mdmTargets.count()).toBe(0);
    expect(await world.cache.deliveries.count()).toBe(0);
    expect([...world.area.items.keys()]).toEqual([]);
    expect(world.secrets.has(`mdm:${one}`)).toBe(false);
    await world.mdms.remove(two);
    expect(world.removed).toEqual([pattern]);
    await expect(world.mdms.remove(two)).rejects.toMatchObject({ code: 'mdm-unknown' });
  });

  it('gives the old host back when its address changes', async () => {
    const world = await openDeliveryWorld();
    const id = await world.save('jamf-pro');
    const row = await world.mdms.expectRow(id);
    const settings = { ...row.settings, origin: 'https://other.jamfcloud.com' };
    await world.mdms.save({ ...row, settings, secrets: { clientSecret: 'x' } });
    expect(world.removed).toEqual([pattern]);
  });

  it.each([
    ['the vault is locked', {}, 'vault-locked'],
    ['its settings are refused', { clientSecret: '' }, 'mdm-settings'],
  ])('gives its host back when it could not be saved: %s', async (_, changes, code) => {
    const world = await openDeliveryWorld();
    world.lock.isOn = true;
    await expect(world.save('jamf-pro', changes)).rejects.toMatchObject({ code });
    expect(world.removed).toEqual([pattern]);
  });

  it('keeps the host that another one needs when it could not be saved', async () => {
    const world = await openDeliveryWorld();
    await world.save('jamf-pro');
    await expect(world.save('jamf-pro', { clientSecret: '' })).rejects.toMatchObject({
      code: 'mdm-settings',
    });
    expect(world.removed).toEqual([]);
  });

  it('a host that was allowed and that no MDM needs is swept, and no other', async () => {
    const world = await openDeliveryWorld();
    await world.save('jamf-pro');
    world.allowed.push(pattern, 'https://left.example/*');
    await world.mdms.sweepHosts();
    expect(world.removed).toEqual(['https://left.example/*']);
  });

  it('may be a console’s page, with its frames, and is left alone until the admin has saved there', async () => {
    const world = await openDeliveryWorld();
    const way = { by: 'page', preset: 'intune' } as const;
    const save = (settings: Record<string, string>) => world.mdms.save({ way, name: 'Console', settings });
    await expect(save({ address: 'http://intune.microsoft.com' })).rejects.toMatchObject({
      code: 'mdm-settings',
    });
    await expect(save({ address: 'https://a.example', frames: 'https://*/*' })).rejects.toMatchObject({
      details: { field: 'frames' },
    });
    const frames = 'https://*.portal.azure.net/*';
    const mdmId = await save({ address: 'https://intune.microsoft.com/#view', frames });
    const times = { startedAt: 1, updatedAt: 1, expiresAt: 1 };
    await world.cache.deliveries.put({
      id: 'd',
      uId: world.uId,
      mdmId,
      state: 'handed',
      fingerprint: 'x',
      ...times,
    });
    await world.deliveries.resume();
    await world.deliveries.idle();
    expect((await world.row('d')).state).toBe('handed');
    await world.mdms.remove(mdmId);
    expect(world.removed).toEqual(['https://intune.microsoft.com/*', frames]);
  });
});
