// Opens a page and reports what a reader sees of the outputs in it.
// node page.mjs FILE PICTURE [light|dark] [scripts|plain]   The report is JSON on standard output. plain switches all scripts off, those of axe too.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { openPage, see } from './browser.mjs';

const [file, picture, scheme = 'light', scripts = 'scripts'] = process.argv.slice(2);
const require = createRequire(import.meta.url);
await openPage(async page => {
  await page.goto(pathToFileURL(file).href);
  await page.waitForTimeout(scripts === 'scripts' ? 2500 : 500);
  process.stdout.write(JSON.stringify(await see(page, picture, '.output', scripts === 'scripts' ? require.resolve('axe-core') : null)));
}, { scheme, scripts: scripts === 'scripts' });
