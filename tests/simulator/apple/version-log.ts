import { randomUUID } from 'node:crypto';

/**
 * The version of one data set: a new id on each write, and which records changed since an older id
 * (reference 5, 17 "Versions"). Ids are opaque and made when somebody asks.
 */
export function createVersionLog<Value>() {
  let sequence = 0;
  const sequenceOf = new Map<string, number>();
  const idOf = new Map<number, string>();
  const changes = new Map<string, { sequence: number; value: Value }>();

  return {
    /** Changes with every write; for caches inside the simulator. */
    get sequence() {
      return sequence;
    },
    /** @param key identity of the record @param value what a delta needs to show it */
    touch(key: string, value: Value) {
      sequence += 1;
      changes.delete(key);
      changes.set(key, { sequence, value });
    },
    current(): string {
      const known = idOf.get(sequence);
      if (known) return known;
      const id = randomUUID();
      idOf.set(sequence, id);
      sequenceOf.set(id, sequence);
      return id;
    },
    /** Records changed since that version, or undefined when the id is unknown, foreign or too old. */
    getSince(versionId: string): Value[] | undefined {
      const since = sequenceOf.get(versionId);
      if (since === undefined) return undefined;
      return [...changes.values()].filter((change) => change.sequence > since).map((change) => change.value);
    },
    /** All ids given out so far become unknown, as if too old. */
    forget() {
      sequenceOf.clear();
      idOf.clear();
    },
  };
}
