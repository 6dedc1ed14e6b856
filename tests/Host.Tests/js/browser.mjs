// What the drivers share: Chromium without a network, and what a reader sees of a page.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Opens a page, passes it on, and closes the browser. */
export async function openPage(action, { scheme = 'light', scripts = true, width = 1000, height = 1400 } = {}) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: Number(process.env.SCALE ?? 1), colorScheme: scheme, javaScriptEnabled: scripts, bypassCSP: true });
    const page = await context.newPage();
    page.outside = [];
    page.on('request', request => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1' && hostname !== 'localhost') page.outside.push(request.url());
    });
    await action(page);
  } finally {
    await browser.close();
  }
}

/** Counts what is shown inside the elements that a selector finds, checks them with axe, and takes a picture of the page, or of one element. */
export async function see(page, picture, selector, axe, pictured) {
  const report = await page.evaluate(sel => {
    const within = inner => [...document.querySelectorAll(sel)].flatMap(o => [...o.querySelectorAll(inner)]);
    const images = within('img');
    return {
      outputs: document.querySelectorAll(sel).length,
      mimeTypes: [...document.querySelectorAll(sel)].map(o => o.dataset.mime ?? ''),
      formulas: within('mjx-container, .MathJax, .MathJax_SVG, .MathJax_Display, .katex, math').length,
      mathErrors: within('mjx-merror, .MathJax_Error, .katex-error, [data-mjx-error]').length,
      images: images.length,
      brokenImages: images.filter(i => !(i.naturalWidth > 0)).map(i => i.alt),
      unnamedImages: images.filter(i => !i.alt.trim()).length,
      charts: within('.js-plotly-plot').length,
      text: [...document.querySelectorAll(sel)].map(o => o.innerText).join('\n'),
    };
  }, selector);
  if (axe) {
    await page.evaluate(readFileSync(axe, 'utf8'));
    report.violations = await page.evaluate(async sel => {
      const result = await window.axe.run({ include: [sel] }, { resultTypes: ['violations'] });
      return result.violations.map(v => `${v.id}: ${v.help} (${v.nodes.length}) ${v.nodes[0].html.slice(0, 200)}`);
    }, selector);
  }
  report.outside = page.outside;
  if (pictured) await page.locator(pictured).screenshot({ path: picture });
  else await page.screenshot({ path: picture, fullPage: true });
  return report;
}
