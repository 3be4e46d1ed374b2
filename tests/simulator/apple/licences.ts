import { availableOf } from './asset-list.ts';
import type { SimulatorConfig } from './config.ts';
import type { Holder, Row } from './holders.ts';
import type { Location } from './location.ts';

/** Gives and takes single licences; every rule about stock is here (reference 17, Associate and Disassociate). */

/** @returns an error number, or undefined when the licence is held now */
export function grantLicence(location: Location, config: SimulatorConfig, row: Row): number | undefined {
  if (location.assignments.has(row)) return undefined;
  const asset = location.assets.expectAsset(row.asset);
  if (availableOf(asset, config) < 1) return 9709;
  location.assignments.add(row);
  asset.assigned += 1;
  location.assets.touch(row.asset);
  return undefined;
}

/** Taking back what is not held is a success (reference 4.5). */
export function takeLicence(location: Location, row: Row) {
  if (!location.assignments.remove(row)) return;
  location.assets.expectAsset(row.asset).assigned -= 1;
  location.assets.touch(row.asset);
}

export function revocableRowsOf(location: Location, holder: Holder): Row[] {
  return location.assignments
    .rowsOf(holder)
    .filter((row) => location.assets.expectAsset(row.asset).revocable);
}

/** A retiring user gives revocable licences back; books are lost for good (reference 11.1). */
export function releaseForRetire(location: Location, record: number) {
  const holder: Holder = { kind: 'user', record };
  for (const row of revocableRowsOf(location, holder)) takeLicence(location, row);
  moveToRetired(location, record, 1);
}

/** The same Apple Account came back to its old record: its lost licences count as assigned again. */
export function regainAfterRetire(location: Location, record: number) {
  moveToRetired(location, record, -1);
}

function moveToRetired(location: Location, record: number, sign: 1 | -1) {
  for (const row of location.assignments.rowsOf({ kind: 'user', record })) {
    const asset = location.assets.expectAsset(row.asset);
    asset.assigned -= sign;
    asset.retired += sign;
    location.assets.touch(row.asset);
  }
}

/** All licences of one active record go to another active one (two records, one Apple Account: reference 11.1). */
export function moveLicences(location: Location, from: number, to: number) {
  for (const row of location.assignments.rowsOf({ kind: 'user', record: from })) {
    location.assignments.remove(row);
    const moved: Row = { asset: row.asset, holder: { kind: 'user', record: to } };
    if (!location.assignments.add(moved)) location.assets.expectAsset(row.asset).assigned -= 1;
    location.assets.touch(row.asset);
  }
}
