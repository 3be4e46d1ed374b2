import text from '../../locales/en/devices.json';
import { createWords } from '../ui/words.ts';

export const useDeviceWords = await createWords('devices', text);
