import { type ReactNode, useEffect } from 'react';
import { changeParams } from '../console/route.ts';
import { type SettingPart as Part, settingParts } from './setting-parts.ts';

export const idOfPart = (part: Part): string => `setting-${part}`;

/** A part of the settings that can be opened by its name. */
export function SettingPart({ part, children }: { part: Part; children: ReactNode }) {
  return (
    <div id={idOfPart(part)} tabIndex={-1} className="setting-part">
      {children}
    </div>
  );
}

/** Brings the part that the address names into sight and gives it the focus, once. */
export function useShownPart(params: URLSearchParams): void {
  const part = settingParts.find((one) => one === params.get('show'));
  useEffect(() => {
    if (!part) return;
    const element = document.getElementById(idOfPart(part));
    element?.scrollIntoView({ block: 'start' });
    element?.focus({ preventScroll: true });
    changeParams({ show: undefined });
  }, [part]);
}
