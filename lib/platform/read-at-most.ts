/**
 * The body of an answer in parts; undefined when it has more than `most` bytes, announced or not. No more is read then: a
 * host may send without an end.
 */
export async function readAtMost(response: Response, most: number): Promise<BlobPart[] | undefined> {
  const parts: BlobPart[] = [];
  if (Number(response.headers.get('content-length') ?? 0) > most) return undefined;
  const reader = response.body?.getReader();
  if (reader === undefined) return parts;
  let size = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    size += read.value.byteLength;
    if (size > most) {
      await reader.cancel();
      return undefined;
    }
    parts.push(read.value);
  }
  return parts;
}
