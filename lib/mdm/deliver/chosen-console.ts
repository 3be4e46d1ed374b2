import type { MdmRow } from '../../cache/mdm-rows.ts';
import { getConnectorForm } from '../catalogue/connector-forms.ts';
import { patternsIn } from '../catalogue/console-form.ts';
import type { ChosenConsole } from './placeable.ts';

/** Its kind, and the hosts that its frames come from. */
export const chosenIn = ({ way, settings }: MdmRow): ChosenConsole =>
  way.by === 'api'
    ? { preset: way.connector, frames: [] }
    : { preset: way.preset, frames: patternsIn(settings.frames ?? '') };

/** Whether a page is on the host of an MDM that is set up, at any port: a form may stand at another than the API. */
export function isConsoleOf({ way, settings }: MdmRow, address: string | undefined): boolean {
  const hostname = URL.parse(address ?? '')?.hostname;
  const own =
    way.by === 'page' ? [settings.address ?? ''] : (getConnectorForm(way.connector)?.origins(settings) ?? []);
  return hostname !== undefined && own.some((one) => URL.parse(one)?.hostname === hostname);
}
