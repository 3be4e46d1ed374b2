/** With less room than this a browser's store cannot even write its log; in bytes. */
const leastRoom = 256 * 1024;

/** Whether the browser has no room left for us. A full disk often comes as an error without a meaning. */
export async function isDiskFull(): Promise<boolean> {
  const { quota, usage } = (await estimate()) ?? {};
  return quota !== undefined && usage !== undefined && quota - usage < leastRoom;
}

async function estimate(): Promise<StorageEstimate | undefined> {
  try {
    // Absent outside of browsers.
    const storage: StorageManager | undefined = navigator.storage;
    return await storage?.estimate();
  } catch {
    // A browser that cannot say so says nothing: the first error then stands.
    return undefined;
  }
}
