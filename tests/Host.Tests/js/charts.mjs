// Reads a JSON array of HTML outputs, the first with the library, and puts them on pages as front ends do; writes what is seen as JSON.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const outputs = JSON.parse(readFileSync(0, 'utf8'));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--no-first-run', '--disable-background-networking'],
});

// JupyterLab sets innerHTML and makes each script anew, before the output is on the page.
const insert = (page, html) => page.evaluate(source => {
  const host = document.createElement('div');
  host.innerHTML = source;
  for (const old of Array.from(host.getElementsByTagName('script'))) {
    const script = document.createElement('script');
    script.textContent = old.textContent;
    old.parentNode.replaceChild(script, old);
  }
  document.body.appendChild(host);
}, html);
const plots = page => page.evaluate(() => document.querySelectorAll('.js-plotly-plot .main-svg').length && document.querySelectorAll('.js-plotly-plot').length);
const pictures = page => page.evaluate(() => [...document.images].filter(i => i.naturalWidth && i.checkVisibility()).length);
const drawn = (page, n) => page.waitForFunction(
  count => document.querySelectorAll('.js-plotly-plot').length === count && ![...document.querySelectorAll('[data-adjoint-chart] img')].some(i => i.offsetParent), n, { timeout: 60000 });

try {
  const report = { outside: [], errors: [] };
  const page = await browser.newPage({ viewport: { width: 1000, height: 1400 } });
  page.on('pageerror', error => report.errors.push(String(error)));
  page.on('request', request => { if (request.url().startsWith('http')) report.outside.push(request.url()); });

  // RequireJS refuses what has no name, and a page may have a module and a Plotly of its own.
  await page.setContent('<!doctype html><meta charset="utf-8"><body></body>');
  await page.evaluate(() => {
    window.define = name => { if (typeof name !== 'string') throw new Error('Mismatched anonymous define()'); };
    window.define.amd = {};
    window.module = { exports: {} };
    window.Plotly = { own: true };
  });
  for (const output of outputs.slice(1)) await insert(page, output);
  report.beforeTheLibrary = await plots(page);
  await insert(page, outputs[0]);
  await drawn(page, outputs.length);
  report.afterTheLibrary = await plots(page);
  await insert(page, outputs[0]);
  await insert(page, outputs[1]);
  await drawn(page, outputs.length + 2);
  report.shownTwice = await plots(page);
  report.untouched = await page.evaluate(() => window.Plotly.own === true && Object.keys(window.module.exports).length === 0);

  // plotly.js that fails: the pictures stay.
  const broken = await browser.newPage();
  await broken.setContent('<!doctype html><meta charset="utf-8"><body></body>');
  await broken.evaluate(() => { window.DecompressionStream = undefined; });
  for (const output of outputs) await insert(broken, output);
  await broken.waitForFunction(() => [...document.images].every(i => i.complete));
  report.picturesWithoutTheLibrary = await pictures(broken);

  const context = await browser.newContext({ javaScriptEnabled: false });
  const still = await context.newPage();
  await still.setContent(`<!doctype html><meta charset="utf-8"><body>${outputs.join('')}</body>`);
  report.textWithoutScripts = await still.innerText('body');
  report.picturesWithoutScripts = await still.locator('img:visible').count();
  process.stdout.write(JSON.stringify(report));
} finally {
  await browser.close();
}
