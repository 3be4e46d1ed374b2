/** Which people are asked for, as it stands in the address. Pure. */
import {
  type Accounts,
  isActive,
  type PersonRow,
  type PersonState,
  personKey,
  personStates,
  sharedWith,
  sharesAccount,
  stateOf,
} from './people-rows.ts';
import { foldText } from './sorted-table.ts';

export interface PeopleFilter {
  /** Typed by hand; searched in name, e-mail, id and notes. */
  text: string;
  /** `active`: all that Apple counts as such. */
  state: 'all' | 'active' | PersonState;
  location: string;
  /** A saved list's id. */
  list: string;
  licences: 'all' | 'some' | 'none';
  /** Only who shares an Apple Account with somebody. */
  shared: boolean;
  /** Only who shares one with this person (a row's key). */
  same: string;
  ticked: boolean;
}

/** @param params of the address; what they do not know falls back to all */
export function readPeopleFilter(params: URLSearchParams): PeopleFilter {
  const state = params.get('state');
  const licences = params.get('licences');
  return {
    text: params.get('q') ?? '',
    state: state === 'active' ? state : (personStates.find((one) => one === state) ?? 'all'),
    location: params.get('location') ?? '',
    list: params.get('list') ?? '',
    licences: licences === 'some' || licences === 'none' ? licences : 'all',
    shared: params.get('account') === 'shared',
    same: params.get('same') ?? '',
    ticked: params.get('ticked') === '1',
  };
}

export interface PeopleWorld {
  accounts: Accounts;
  /** The ids of each saved list. */
  lists: ReadonlyMap<string, ReadonlySet<string>>;
  find(key: string): PersonRow | undefined;
}

/** A list that is gone holds nobody. */
export function passesPeople(filter: PeopleFilter, world: PeopleWorld): (row: PersonRow) => boolean {
  const text = foldText(filter.text.trim());
  const list = filter.list === '' ? undefined : (world.lists.get(filter.list) ?? new Set<string>());
  const same = filter.same === '' ? undefined : world.find(filter.same);
  return (row) => {
    if (filter.ticked && !row.ticked) return false;
    if (filter.location !== '' && row.place.uId !== filter.location) return false;
    if (filter.licences !== 'all') {
      if (row.licences === undefined || row.licences > 0 !== (filter.licences === 'some')) return false;
    }
    if (filter.state === 'active' ? !isActive(row) : filter.state !== 'all' && stateOf(row) !== filter.state)
      return false;
    if (list && !list.has(row.id)) return false;
    if (filter.shared && sharedWith(row, world.accounts) === 0) return false;
    if (filter.same !== '' && !(same && sharesAccount(same, row))) return false;
    return text === '' || includesText(row, text);
  };
}

function includesText({ idFold, emailFold, noteFold }: PersonRow, text: string): boolean {
  return (emailFold?.includes(text) ?? false) || idFold.includes(text) || (noteFold?.includes(text) ?? false);
}

export const keyOfPerson = (row: PersonRow): string => personKey(row.place.uId, row.id);
