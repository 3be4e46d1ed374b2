import { z } from 'zod';

/** One bad value falls back to its own default and leaves the others alone. */
const settingsSchema = z.object({
  /** To Apple, a location; Apple's own limit still binds. 10 leaves room for the MDM that shares it. */
  requestsPerSecond: z.number().min(1).max(100_000).catch(10),
  /** Idle minutes until the vault locks; 0 never. */
  autoLockMinutes: z.number().int().min(0).max(1440).catch(15),
  /** Days before the end of a token at which it is warned about. */
  warningDays: z
    .array(z.number().int().min(1).max(365))
    .max(12)
    .catch(() => [60, 30, 14, 7, 1]),
});
export type Settings = z.infer<typeof settingsSchema>;

export interface LocalArea {
  get(keys: string[]): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
}

const key = 'settings';

/** Settings in `storage.local`; nothing secret. */
export function createSettings(area: LocalArea) {
  const read = async (): Promise<Settings> => {
    const found = (await area.get([key]))[key];
    return settingsSchema.parse(
      typeof found === 'object' && found !== null && !Array.isArray(found) ? found : {},
    );
  };
  return {
    read,
    async change(part: Partial<Settings>): Promise<void> {
      await area.set({ [key]: { ...(await read()), ...part } });
    },
  };
}
