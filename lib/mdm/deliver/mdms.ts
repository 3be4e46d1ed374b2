import { z } from 'zod';
import type { Database } from '../../cache/database.ts';
import type { MdmRow } from '../../cache/mdm-rows.ts';
import { forgetMdm, putMdm } from '../../cache/write-mdm.ts';
import { sha256Hex } from '../../platform/base64.ts';
import { AppError, isCode, toFailure } from '../../platform/errors.ts';
import { createQueue } from '../../platform/queue.ts';
import { storing } from '../../platform/storage-error.ts';
import type { Vault } from '../../vault/create-vault.ts';
import { type ConnectorForm, checkFields, patternOf, type Settings } from '../catalogue/connector-form.ts';
import { getConnectorForm } from '../catalogue/connector-forms.ts';
import { consoleFields, patternsOfConsole } from '../catalogue/console-form.ts';
import type { ConnectorSession } from '../connectors/connector.ts';
import { getConnector } from '../connectors/registry.ts';
import { createReach, memoryPrefix, type ReachDeps } from './reach.ts';

export interface MdmWish {
  id?: string;
  way: MdmRow['way'];
  name: string;
  settings: Settings;
  secrets?: Settings;
}
export interface OpenMdm {
  row: MdmRow;
  form: ConnectorForm;
  session: ConnectorSession;
}

/** Sealed with the origins that it goes to: the row is written after it, and may never be. */
const signInSchema = z.object({ origins: z.array(z.string()), secrets: z.record(z.string(), z.string()) });
const secretPrefix = 'mdm:';
const secretName = (id: string) => `${secretPrefix}${id}`;

/** The MDMs that the admin set up: rows in the cache, sign-ins in the vault, hosts in the browser's permissions. */
export function createMdms(
  deps: ReachDeps & {
    cache: Database;
    vault: Pick<Vault, 'expect' | 'put' | 'remove' | 'names'>;
    now(): number;
    randomId(): string;
    removePermission(patterns: string[]): Promise<unknown>;
    /** The match patterns that the admin allowed besides those of the manifest. */
    allowedHosts(): Promise<string[]>;
    /** Told when the browser kept a host: the MDM is gone all the same. */
    report(error: unknown): void;
  },
) {
  const { cache, vault, session, now } = deps;
  const oneAtATime = createQueue();
  /** The tests that are under way. */
  const tests = new Map<string, AbortController>();

  async function expectRow(id: string): Promise<MdmRow> {
    const row = await storing(() => cache.mdms.get(id));
    if (!row) throw new AppError('mdm-unknown');
    return row;
  }

  /**
   * @throws vault-locked, vault-missing, mdm-sign-in when they were kept for a session that is over, or for other
   * origins than the row's
   */
  async function expectSecrets({ id, settings }: MdmRow, form: ConnectorForm): Promise<Settings> {
    if (!form.fields.some(({ kind }) => kind === 'secret')) return {};
    const notKept = new AppError('mdm-sign-in', { reason: 'not-kept' });
    const text = await vault.expect(secretName(id)).catch((error) => {
      throw isCode(error, 'token-missing') ? notKept : error;
    });
    const signIn = signInSchema.parse(JSON.parse(text));
    if (!isSame(signIn.origins, form.origins(settings))) throw notKept;
    return signIn.secrets;
  }

  /**
   * An MDM by API, with its sign-in: in the queue, so that no new secret goes with an old address.
   * @throws mdm-unknown, mdm-cannot (its token goes in by page), and as above
   */
  const open = (id: string, attended: boolean) => oneAtATime(() => openNow(id, attended));

  async function openNow(id: string, attended: boolean): Promise<OpenMdm> {
    const row = await expectRow(id);
    const form = formOf(row.way);
    const connector = row.way.by === 'api' ? getConnector(row.way.connector) : undefined;
    if (!form || !connector) throw new AppError('mdm-cannot');
    const settings = { ...row.settings, ...(await expectSecrets(row, form)) };
    const print = await sha256Hex(JSON.stringify(Object.entries(settings).sort()));
    const reach = createReach(deps, { mdmId: id, print, origins: form.origins(row.settings), attended });
    return { row, form, session: connector.open(settings, reach) };
  }

  async function tryOut(
    id: string,
    signal: AbortSignal,
  ): Promise<Omit<NonNullable<MdmRow['checked']>, 'at'>> {
    try {
      const { session: signedIn } = await open(id, true);
      return (await signedIn.test(signal)) === 'untold' ? { isUntold: true } : {};
    } catch (error) {
      return { failure: toFailure(error) };
    }
  }

  async function saveByApi(
    id: string,
    form: ConnectorForm,
    wish: MdmWish,
    write: (settings: Record<string, string>) => Promise<void>,
  ): Promise<void> {
    const kept = await keptSecrets(id, form, wish);
    const checked = checkFields(form.fields, { ...kept, ...wish.settings, ...wish.secrets });
    if (!checked.ok) throw new AppError('mdm-settings', { field: checked.field });
    const isSecret = (name: string) => form.fields.some((one) => one.name === name && one.kind === 'secret');
    const entries = Object.entries(checked.values);
    const secrets = Object.fromEntries(entries.filter(([name]) => isSecret(name)));
    const settings = Object.fromEntries(entries.filter(([name]) => !isSecret(name)));
    const signIn: z.infer<typeof signInSchema> = { origins: form.origins(settings), secrets };
    const takeBack = Object.keys(secrets).length > 0 ? await putSignIn(id, signIn) : undefined;
    try {
      await forgetAccess(id);
      await write(settings);
    } catch (error) {
      await takeBack?.().catch(deps.report);
      throw error;
    }
  }

  /**
   * The vault first: a row without its sign-in would only ask for it, one without a row is never found again.
   * @returns what puts back the sign-in that the row as it stands goes with
   */
  async function putSignIn(id: string, signIn: z.infer<typeof signInSchema>): Promise<() => Promise<void>> {
    const key = secretName(id);
    const before = await vault.expect(key).catch((error) => {
      // One that is damaged is no loss.
      if (isCode(error, 'token-missing') || isCode(error, 'storage-broken')) return undefined;
      throw error;
    });
    await vault.put(key, JSON.stringify(signIn));
    return () => (before === undefined ? vault.remove(key) : vault.put(key, before));
  }

  /** Those that the wish leaves out stay, but are not taken along to another origin. */
  async function keptSecrets(
    id: string,
    form: ConnectorForm,
    { id: known, settings, secrets = {} }: MdmWish,
  ) {
    const names = form.fields.filter(({ kind }) => kind === 'secret').map(({ name }) => name);
    if (known === undefined || names.every((name) => secrets[name])) return {};
    const row = await expectRow(id);
    const before = formOf(row.way)?.origins(row.settings) ?? [];
    const checked = checkFields(form.fields, {
      ...settings,
      ...Object.fromEntries(names.map((name) => [name, '-'])),
    });
    const after = checked.ok ? form.origins(checked.values) : [];
    return after.every((origin) => before.includes(origin)) ? expectSecrets(row, form) : {};
  }

  const forgetAccess = async (id: string) => session.remove(...(await session.keys(memoryPrefix(id))));

  /** A host that no MDM needs any more is given back. */
  async function giveBack(patterns: readonly string[]): Promise<void> {
    const used = new Set((await storing(() => cache.mdms.toArray())).flatMap(patternsOf));
    const free = patterns.filter((pattern) => !used.has(pattern));
    if (free.length > 0) await deps.removePermission(free).catch(deps.report);
  }

  return {
    open,
    expectRow,

    /**
     * Removes the sign-ins that a background left behind which died before it wrote their row: nobody could find them
     * again. Where the rows cannot be read, nothing is removed.
     */
    sweep: () =>
      oneAtATime(async () => {
        const known = new Set((await storing(() => cache.mdms.toCollection().primaryKeys())).map(secretName));
        const secrets = (await vault.names()).filter((name) => name.startsWith(secretPrefix));
        for (const name of secrets) if (!known.has(name)) await vault.remove(name);
      }),

    /**
     * Gives back what was allowed on a screen that was closed before it saved, or was not given back at its time. As the
     * browser starts, and never as this background does: the admin's yes wakes it before the row is there.
     */
    sweepHosts: () => oneAtATime(async () => giveBack(await deps.allowedHosts())),

    /** Before everything is wiped: afterwards nobody knows whose hosts they were. */
    async giveBackAll(): Promise<void> {
      const patterns = (await storing(() => cache.mdms.toArray())).flatMap(patternsOf);
      for (const stop of tests.values()) stop.abort();
      if (patterns.length > 0) await deps.removePermission([...new Set(patterns)]).catch(deps.report);
    },

    /** @throws mdm-settings (details.field), mdm-unknown, vault-missing, vault-locked, storage-full */
    save: (wish: MdmWish) =>
      oneAtATime(async () => {
        const id = wish.id ?? deps.randomId();
        const before = wish.id === undefined ? undefined : await expectRow(id);
        const { way, name } = wish;
        const form = formOf(way);
        if (way.by === 'api' && !form) throw new AppError('mdm-settings', { field: 'connector' });
        const write = (settings: Record<string, string>) => {
          // What it finds is no longer said of this row.
          tests.get(id)?.abort();
          return putMdm(cache, { id, way, name, settings, createdAt: before?.createdAt ?? now() });
        };
        if (form) await saveByApi(id, form, wish, write);
        else await write(settingsOfPage(wish.settings));
        if (before) await giveBack(patternsOf(before));
        return id;
      }).catch(async (error: unknown) => {
        // The screen had asked for its hosts before.
        await oneAtATime(() => giveBack(hostsWanted(wish))).catch(deps.report);
        throw error;
      }),

    /** Its outcome stands in the row. @throws mdm-unknown, mdm-cannot */
    async test(id: string): Promise<void> {
      const row = await expectRow(id);
      if (row.way.by === 'page') throw new AppError('mdm-cannot');
      const stop = new AbortController();
      tests.get(id)?.abort();
      tests.set(id, stop);
      const found = await tryOut(id, stop.signal);
      if (!stop.signal.aborted)
        await storing(() => cache.mdms.update(id, { checked: { at: now(), ...found } }));
      if (tests.get(id) === stop) tests.delete(id);
    },

    /** Forgets it with its sign-in and, unless another one needs it, the permission for its host. */
    remove: (id: string) =>
      oneAtATime(async () => {
        const row = await expectRow(id);
        tests.get(id)?.abort();
        await vault.remove(secretName(id));
        await forgetAccess(id);
        await forgetMdm(cache, id);
        await giveBack(patternsOf(row));
      }),
  };
}
export type Mdms = ReturnType<typeof createMdms>;

/** Its token goes in by a page; an API reads it back at most. */
export const isPlaced = ({ way }: Pick<MdmRow, 'way'>): boolean =>
  way.by === 'page' || formOf(way)?.does === 'reads';

/** Whether there is a page that we could open for it. */
export const hasPage = ({ way, settings }: MdmRow): boolean =>
  way.by === 'page' || formOf(way)?.page?.(settings, '') !== undefined;

const isSame = (some: readonly string[], others: readonly string[]) =>
  some.length === others.length && some.every((one) => others.includes(one));

const formOf = (way: MdmRow['way']) => (way.by === 'api' ? getConnectorForm(way.connector) : undefined);

function settingsOfPage(settings: Settings): Record<string, string> {
  const checked = checkFields(consoleFields, settings);
  if (!checked.ok) throw new AppError('mdm-settings', { field: checked.field });
  return checked.values;
}

/** The match patterns of what could not be saved, as far as its settings tell them. */
function hostsWanted({ way, settings }: MdmWish): string[] {
  const fields = way.by === 'page' ? consoleFields : (formOf(way)?.fields ?? []);
  const checked = checkFields(
    fields.filter(({ kind }) => kind !== 'secret'),
    settings,
  );
  return checked.ok ? patternsOf({ way, settings: checked.values }) : [];
}

/** The match patterns that it needs. */
export function patternsOf(row: Pick<MdmRow, 'way' | 'settings'>): string[] {
  return row.way.by === 'page'
    ? patternsOfConsole(row.settings)
    : (formOf(row.way)?.origins(row.settings) ?? []).map(patternOf);
}
