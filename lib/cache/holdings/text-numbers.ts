/**
 * Numbers for texts, in the order in which they first appear. A `Map` does the same, but for 100,000 ids that come a
 * million times in no order it reads three places of the memory a look-up, and the processor waits for each; here most
 * misses are told by hashes that lie side by side.
 */
export function createTextNumbers() {
  const texts: string[] = [];
  let hashes = new Int32Array(1024);
  /** Open addressing, at most half full: 0 is free, else the number plus one. */
  let slots = new Uint32Array(2048);

  /** The slot of the text, or the free one where it belongs. */
  function find(text: string, hash: number): number {
    const last = slots.length - 1;
    for (let slot = hash & last; ; slot = (slot + 1) & last) {
      const number = (slots[slot] ?? 0) - 1;
      if (number < 0 || (hashes[number] === hash && texts[number] === text)) return slot;
    }
  }

  function grow(): void {
    const wider = new Int32Array(hashes.length * 2);
    wider.set(hashes);
    hashes = wider;
    slots = new Uint32Array(slots.length * 2);
    const last = slots.length - 1;
    for (let number = 0; number < texts.length; number++) {
      let slot = (hashes[number] ?? 0) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = number + 1;
    }
  }

  return {
    texts,
    /** The number of a text, which is new when it is the count from before. */
    numberOf(text: string): number {
      const hash = hashOf(text);
      const known = (slots[find(text, hash)] ?? 0) - 1;
      if (known >= 0) return known;
      if (texts.length === hashes.length) grow();
      const number = texts.length;
      slots[find(text, hash)] = number + 1;
      hashes[number] = hash;
      texts.push(text);
      return number;
    },
  };
}

/** FNV-1a over code units, its high bits folded down, since the low ones choose the slot. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++)
    hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash ^ (hash >>> 15);
}
