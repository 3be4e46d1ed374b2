import { crc32, deflateSync } from 'node:zlib';
import { hash } from '../seeds/random.ts';

/** A square picture that depends on the id alone: a coloured ground with one of four shapes. */
export function drawIcon(id: number, size: number): Buffer {
  const ground = colour(hash(id, 1) % 360, 0.45);
  const shape = colour((hash(id, 1) + 150) % 360, 0.85);
  const inside = shapes[hash(id, 2) % shapes.length] ?? circle;
  const line = 1 + size * 3;
  const pixels = Buffer.alloc(line * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const painted = inside((x / size) * 2 - 1, (y / size) * 2 - 1) ? shape : ground;
      pixels.set(painted, y * line + 1 + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // 8 bits a channel, plain RGB.
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(pixels)), chunk('IEND')]);
}

type Shape = (x: number, y: number) => boolean;
const circle: Shape = (x, y) => x * x + y * y < 0.36;
const shapes: Shape[] = [
  circle,
  (x, y) => Math.abs(x) + Math.abs(y) < 0.7,
  (x, y) => Math.abs(x) < 0.5 && Math.abs(y) < 0.5,
  (x, y) => y > -0.5 && y < 0.55 && Math.abs(x) < (y + 0.5) * 0.6,
];

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** Hue in degrees and lightness to red, green, blue (saturation 0.6). */
function colour(hue: number, lightness: number): [number, number, number] {
  const reach = 0.6 * Math.min(lightness, 1 - lightness);
  const channel = (n: number) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
