/** Which devices are asked for, as it stands in the address. Pure. */
import type { DeviceRow } from './device-rows.ts';

export interface DeviceFilter {
  text: string;
  location: string;
  /** A saved list's id, `none` for who is in no list, empty for all. */
  list: string;
  /** Licences held, both inclusive. */
  from: number;
  to: number;
  ticked: boolean;
}

/** Stands for "in no list"; ids of lists are never so short. */
export const inNoList = 'none';

/** @param params of the address; licences stand there as "3", "2-9" or "10-" */
export function readDeviceFilter(params: URLSearchParams): DeviceFilter {
  const range = /^(\d{1,9})(-(\d{0,9}))?$/.exec(params.get('licences') ?? '');
  const from = range ? Number(range[1]) : 0;
  const to = range?.[2] === undefined ? from : range[3] === '' ? Infinity : Number(range[3]);
  return {
    text: params.get('q') ?? '',
    location: params.get('location') ?? '',
    list: params.get('list') ?? '',
    from,
    to: range ? to : Infinity,
    ticked: params.get('ticked') === '1',
  };
}

export function passesDevice(filter: DeviceFilter): (row: DeviceRow) => boolean {
  const text = filter.text.trim().toUpperCase();
  return ({ serial, licences, places, lists, ticked }) => {
    if (filter.ticked && !ticked) return false;
    if (licences < filter.from || licences > filter.to) return false;
    if (filter.list === inNoList && lists.length > 0) return false;
    if (filter.list !== '' && filter.list !== inNoList && !lists.includes(filter.list)) return false;
    if (filter.location !== '' && places.every(({ uId }) => uId !== filter.location)) return false;
    return text === '' || serial.includes(text) || serial.toUpperCase().includes(text);
  };
}
