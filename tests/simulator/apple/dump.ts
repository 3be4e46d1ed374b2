import type { Holder } from './holders.ts';
import type { Location } from './location.ts';

/** One assignment as a line of text: `adamId pricingParam serial|user holder`. */
export function assignmentLine(assignment: {
  adamId: string;
  pricingParam: string;
  serialNumber?: string | undefined;
  clientUserId?: string | undefined;
}): string {
  const { adamId, pricingParam, serialNumber, clientUserId } = assignment;
  const holder = serialNumber === undefined ? `user ${clientUserId}` : `serial ${serialNumber}`;
  return `${adamId} ${pricingParam} ${holder}`;
}

/** All assignments of a location, sorted, to be compared with what a client believes. */
export function dumpAssignments(location: Location): string[] {
  const { assignments, assets, users } = location;
  const lines = assignments.all.slice(0, assignments.all.length).map(({ asset, holder }) => {
    const { adamId, pricingParam } = assets.expectAsset(asset);
    return assignmentLine({ adamId, pricingParam, ...wireHolder(holder, users.expectRecord) });
  });
  return lines.sort();
}

function wireHolder(holder: Holder, userOf: (record: number) => { clientUserId: string }) {
  return holder.kind === 'device'
    ? { serialNumber: holder.serial }
    : { clientUserId: userOf(holder.record).clientUserId };
}
