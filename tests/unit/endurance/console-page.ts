import { vi } from 'vitest';
import type { TokenFile } from '../../../lib/mdm/page/fill.ts';

export const consoleAddress = 'https://console.example.org/vpp';

interface Injection {
  func?: (...args: unknown[]) => unknown;
  args?: unknown[];
}

/** The page of an MDM's console with one field for the token, as far as the browser lets our script into it. */
export function createConsolePage() {
  const taken: string[] = [];
  const script = {
    survey: () => ({
      origin: new URL(consoleAddress).origin,
      fields: [{ key: 1, kind: 'file', label: 'Service token', score: 100 }],
    }),
    wait: () => ({ is: 'changed' }),
    place(_key: number, file: TokenFile) {
      taken.push(file.text);
      return 'filled';
    },
    show: () => undefined,
    end: () => undefined,
  };
  return {
    /** All that was put into its field. */
    taken: taken as readonly string[],
    /** `scripting.executeScript` in its one frame. */
    async run({ func, args = [] }: Injection) {
      vi.stubGlobal('orchardistHandover', script);
      return [{ frameId: 0, result: await func?.(...args) }];
    },
  };
}
