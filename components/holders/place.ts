/** A location as the rows know it: one object, shared by all rows of the location. */
export interface Place {
  uId: string;
  name: string;
  /** People of one organisation are compared with each other. */
  org: string;
}
