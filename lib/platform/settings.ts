import { z } from 'zod';
import { isLanguageCode, type LanguageCode } from '../../locales/languages.ts';
import { noPolicy, type ReadPolicy } from './policy.ts';
import { mostOperatorName } from './settings-limits.ts';

/** One entry a setting; a managed policy uses the same names. */
const shape = {
  /** To Apple, a location; Apple's own limit still binds. 10 leaves room for the MDM that shares it. */
  requestsPerSecond: z.number().min(1).max(100_000),
  /** Idle minutes until the vault locks, at once with a locked screen; 0 never. */
  autoLockMinutes: z.number().int().min(0).max(1440),
  /** Minutes between two looks for changes; each location in its turn. */
  syncMinutes: z.number().int().min(15).max(1440),
  /** A code of `locales/languages.ts`; `auto` is the first of the browser's languages that we have. */
  language: z.custom<'auto' | LanguageCode>((value) => value === 'auto' || isLanguageCode(value)),
  /** Days before the end of a token at which it is warned about. */
  warningDays: z.array(z.number().int().min(1).max(365)).max(12),
  /** Of the admin, for the activity log; empty: none. It never leaves this browser. */
  operatorName: z.string().max(mostOperatorName),
};
const schema = z.object(shape);
export type Settings = z.infer<typeof schema>;
export type SettingName = keyof Settings;

export const defaultSettings: Settings = {
  requestsPerSecond: 10,
  autoLockMinutes: 15,
  syncMinutes: 60,
  language: 'auto',
  warningDays: [60, 30, 14, 7, 1],
  operatorName: '',
};

export interface LocalArea {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const key = 'settings';

/** Settings in `storage.local`, under what a policy says; nothing secret. */
export function createSettings(area: LocalArea, readPolicy: ReadPolicy = async () => noPolicy) {
  const readStored = async () => validPart((await area.get([key]))[key]);
  return {
    /** A policy's locked values win, then what was chosen here, then a policy's defaults. */
    async read(): Promise<Settings> {
      const [stored, policy] = await Promise.all([readStored(), readPolicy()]);
      return schema.parse({
        ...defaultSettings,
        ...validPart(policy.defaults),
        ...stored,
        ...validPart(policy.locked),
      });
    },
    /** The settings that a policy locks. */
    async readLocked(): Promise<ReadonlySet<string>> {
      return new Set(Object.keys(validPart((await readPolicy()).locked)));
    },
    async change(part: Partial<Settings>): Promise<void> {
      await area.set({ [key]: { ...(await readStored()), ...part } });
    },
  };
}

/** What of a stored value is usable: one bad value does not cost the others. */
function validPart(raw: unknown): Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw).filter(([name, value]) => isSetting(name) && shape[name].safeParse(value).success),
  );
}

const isSetting = (name: string): name is SettingName => Object.hasOwn(shape, name);
