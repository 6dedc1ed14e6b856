// Opens a notebook in Jupyter Notebook and reports what a reader sees.
// node notebook.mjs ADDRESS PICTURE [light|dark] [FIRST-CELL CELLS] [run|open]   The report is JSON on standard output.
// run executes all cells; open shows the outputs that the file has, as a reader finds them who does not trust it.
import { createRequire } from 'node:module';
import { openPage, see } from './browser.mjs';

const [address, picture, scheme = 'light', first = '0', count = '1000', mode = 'run'] = process.argv.slice(2);
const require = createRequire(import.meta.url);

// Classic Notebook has no dark theme of its own; this is what people put into custom.css.
const dark = `body, #notebook, #site, #notebook-container, div.output_area, .rendered_html, .rendered_html code { background: #111 !important; color: #ddd !important; }
  .CodeMirror, div.input_area { background: #1c1c1c !important; color: #ddd !important; border-color: #444 !important; }
  .cm-s-ipython span { color: #c8d3f5 !important; } div.output_area pre { color: #ddd !important; } .rendered_html td, .rendered_html th { color: #ddd !important; }
  .rendered_html tbody tr:nth-child(odd) { background: #222 !important; } .rendered_html tbody tr:hover { background: #333 !important; } div.prompt { color: #8ab4f8 !important; }
  .rendered_html a { color: #8ab4f8 !important; } .rendered_html thead { border-color: #777 !important; }`;

await openPage(async page => {
  await page.goto(address);
  await page.waitForFunction(() => window.Jupyter?.notebook?._fully_loaded, null, { timeout: 60000 });
  if (mode === 'run') {
    await page.waitForFunction(() => Jupyter.notebook.kernel?.is_connected(), null, { timeout: 60000 });
    await page.evaluate(() => Jupyter.notebook.execute_all_cells());
    await page.waitForFunction(() => {
      const code = Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code' && c.get_text().trim());
      return code.every(c => !c.element.hasClass('running') && (c.input_prompt_number > 0 || c.output_area.outputs.length > 0)) && !Jupyter.notebook.kernel_busy;
    }, null, { timeout: 180000 });
  }

  await page.waitForFunction(() => !window.MathJax?.Hub || MathJax.Hub.queue.pending === 0 && MathJax.Hub.queue.running === 0, null, { timeout: 60000 });
  await page.waitForTimeout(2500);
  const own = await page.evaluate(() => ({
    kernel: Jupyter.notebook.kernel?.name ?? Jupyter.notebook.metadata.kernelspec?.name,
    trusted: Jupyter.notebook.trusted,
    errors: Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code' && !(c.metadata.tags ?? []).includes('raises-exception'))
      .flatMap(c => c.output_area.outputs.filter(o => o.output_type === 'error').map(o => o.evalue)),
    latexOutputs: document.querySelectorAll('.output_latex').length,
  }));
  await page.evaluate(([from, n]) => {
    document.querySelector('#header')?.remove();
    document.querySelectorAll('.prompt, .out_prompt_overlay').forEach(p => { p.style.minWidth = '7ex'; });
    const cells = Jupyter.notebook.get_cells();
    cells.forEach((c, i) => { c.unselect(); c.element.toggle(i >= from && i < from + n); });
    for (const selector of ['body', '#site', '#notebook_panel', '#notebook', '#ipython-main-app']) {
      document.querySelectorAll(selector).forEach(e => { e.style.height = 'auto'; e.style.overflow = 'visible'; e.style.position = 'static'; });
    }
  }, [Number(first), Number(count)]);
  if (scheme === 'dark') await page.addStyleTag({ content: dark });
  await page.waitForTimeout(500);
  const report = await see(page, picture, '.output', require.resolve('axe-core'), '#notebook-container');
  process.stdout.write(JSON.stringify({ ...report, ...own }));
}, { scheme });
