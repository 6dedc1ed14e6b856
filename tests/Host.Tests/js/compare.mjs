// Compares pictures. node compare.mjs APPROVED SEEN DIFFERENCE   Prints the share of the pixels that differ, 0 to 1; DIFFERENCE shows where.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

const [approved, seen, difference] = process.argv.slice(2);
if (!existsSync(approved)) {
  process.stdout.write('1');
} else {
  const [a, b] = [approved, seen].map(path => PNG.sync.read(readFileSync(path)));
  const [width, height] = [Math.max(a.width, b.width), Math.max(a.height, b.height)];
  const padded = ({ width: w, height: h, data }) => {
    const all = Buffer.alloc(width * height * 4, 0x7f);
    for (let y = 0; y < h; y++) data.copy(all, y * width * 4, y * w * 4, (y + 1) * w * 4);
    return all;
  };
  const shown = new PNG({ width, height });
  const pixels = pixelmatch(padded(a), padded(b), shown.data, width, height, { threshold: 0.2 });
  writeFileSync(difference, PNG.sync.write(shown));
  process.stdout.write(String(pixels / (width * height)));
}
