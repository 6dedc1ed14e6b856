// Opens a notebook in Jupyter Notebook, runs all its cells and reports what a reader sees.
// node notebook.mjs ADDRESS PICTURE [light|dark] [FIRST-CELL CELLS]   The report is JSON on standard output.
import { chromium } from 'playwright-core';

const [address, picture, scheme = 'light', first = '0', count = '1000'] = process.argv.slice(2);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1400 }, colorScheme: scheme });
  const outside = [];
  page.on('request', request => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1' && hostname !== 'localhost') outside.push(request.url());
  });
  await page.goto(address);
  await page.waitForFunction(() => window.Jupyter?.notebook?.kernel?.is_connected() && Jupyter.notebook._fully_loaded, null, { timeout: 60000 });
  await page.evaluate(() => Jupyter.notebook.execute_all_cells());
  await page.waitForFunction(() => {
    const code = Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code' && c.get_text().trim());
    return code.every(c => !c.element.hasClass('running') && (c.input_prompt_number > 0 || c.output_area.outputs.length > 0)) && !Jupyter.notebook.kernel_busy;
  }, null, { timeout: 180000 });
  await page.waitForFunction(() => !window.MathJax?.Hub || MathJax.Hub.queue.pending === 0 && MathJax.Hub.queue.running === 0, null, { timeout: 60000 });
  await page.waitForTimeout(1500);
  const report = await page.evaluate(() => ({
    kernel: Jupyter.notebook.kernel.name,
    errors: Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code' && !(c.metadata.tags ?? []).includes('raises-exception'))
      .flatMap(c => c.output_area.outputs.filter(o => o.output_type === 'error').map(o => o.evalue)),
    formulas: document.querySelectorAll('.output_latex .MathJax, .output_latex .MathJax_SVG, .output_latex .MathJax_Display, .output_latex .MathJax_CHTML').length,
    latexOutputs: document.querySelectorAll('.output_latex').length,
    mathErrors: document.querySelectorAll('.MathJax_Error, .merror, .output_latex [data-mjx-error]').length,
    images: document.querySelectorAll('.output_html img').length,
    text: [...document.querySelectorAll('.output')].map(o => o.innerText).join('\n'),
  }));
  report.outside = outside;
  const box = await page.evaluate(([from, n]) => {
    document.querySelector('#header')?.remove();
    document.querySelectorAll('.prompt, .out_prompt_overlay').forEach(p => { p.style.minWidth = '7ex'; });
    const cells = Jupyter.notebook.get_cells();
    cells.forEach((c, i) => { c.unselect(); c.element.toggle(i >= from && i < from + n); });
    const site = document.querySelector('#site');
    site.style.height = 'auto';
    site.style.overflow = 'visible';
    const r = document.querySelector('#notebook-container').getBoundingClientRect();
    return { x: r.x, y: r.y, width: r.width, height: Math.min(r.height, 15000) };
  }, [Number(first), Number(count)]);
  await page.setViewportSize({ width: 1000, height: Math.ceil(box.y + box.height) + 10 });
  await page.waitForTimeout(500);
  await page.screenshot({ path: picture, clip: box });
  process.stdout.write(JSON.stringify(report));
} finally {
  await browser.close();
}
