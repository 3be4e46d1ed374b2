import type { MdmInfo } from '../../lib/cache/rows.ts';

/** A management's name; its id where it gave none. */
export const nameOfMdm = ({ id, name }: Pick<MdmInfo, 'id' | 'name'>): string => name || id;
