// Renders the outputs of an executed notebook with JupyterLab's own renderers, in Chromium, and reports what a reader sees.
// node lab.mjs NOTEBOOK PICTURE [light|dark] [trusted|untrusted]   The report is JSON on standard output.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { openPage, see } from './browser.mjs';

const [path, picture, scheme = 'light', trust = 'trusted'] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const bundle = await build({
  stdin: {
    contents: `
      import { RenderMimeRegistry, standardRendererFactories } from '@jupyterlab/rendermime';
      import { MathJaxTypesetter } from '@jupyterlab/mathjax-extension';
      import { Widget } from '@lumino/widgets';
      import '@jupyterlab/rendermime/style/base.css';
      import '@jupyterlab/mathjax-extension/style/base.css';
      window.lab = { Widget, RenderMimeRegistry, standardRendererFactories, MathJaxTypesetter };`,
    resolveDir: import.meta.dirname,
  },
  bundle: true, write: false, outdir: 'out', minify: true, logLevel: 'error',
  // JupyterLab's style sheets are written for webpack, where ~ is a package.
  plugins: [{ name: 'tilde', setup: b => b.onResolve({ filter: /^~/ }, a => ({ path: require.resolve(a.path.slice(1)) })) }],
  loader: { '.svg': 'dataurl', '.woff': 'dataurl', '.woff2': 'dataurl', '.ttf': 'dataurl', '.png': 'dataurl' },
});
const text = ending => bundle.outputFiles.find(f => f.path.endsWith(ending)).text;
const notebook = JSON.parse(readFileSync(path, 'utf8'));
const outputs = notebook.cells.flatMap(c => c.outputs ?? []).filter(o => o.data);
const dark = scheme === 'dark';
const variables = `:root { --jp-content-font-size1: 14px; --jp-content-font-family: system-ui, sans-serif; --jp-content-line-height: 1.6; --jp-code-font-family: monospace;
  --jp-code-font-size: 13px; --jp-code-line-height: 1.3; --jp-content-font-color0: ${dark ? '#fff' : '#000'}; --jp-content-font-color1: ${dark ? '#e6e6e6' : '#212121'};
  --jp-ui-font-color1: ${dark ? '#e6e6e6' : '#212121'}; --jp-layout-color0: ${dark ? '#111' : '#fff'}; --jp-rendermime-table-row-background: ${dark ? '#212121' : '#f5f5f5'};
  --jp-rendermime-table-row-hover-background: #8884; --jp-ui-font-size1: 13px; --jp-content-link-color: ${dark ? '#90caf9' : '#0b5394'}; }
  body { background: var(--jp-layout-color0); color: var(--jp-content-font-color1); margin: 16px; width: 900px; } .output { margin: 0 0 18px; }`;

await openPage(async page => {
  await page.setContent(`<!DOCTYPE html><html lang="en"><head><title>Outputs in JupyterLab</title><style>${variables}${text('.css')}</style></head><body><main></main></body></html>`);
  await page.addScriptTag({ content: text('.js') });
  await page.evaluate(async ([bundles, trusted]) => {
    const { Widget, RenderMimeRegistry, standardRendererFactories, MathJaxTypesetter } = window.lab;
    const registry = new RenderMimeRegistry({ initialFactories: standardRendererFactories, latexTypesetter: new MathJaxTypesetter() });
    const main = document.querySelector('main');
    for (const { data, metadata } of bundles) {
      const joined = Object.fromEntries(Object.entries(data).map(([type, content]) => [type, Array.isArray(content) ? content.join('') : content]));
      const model = registry.createModel({ data: joined, metadata: metadata ?? {}, trusted });
      const type = registry.preferredMimeType(joined, trusted ? 'any' : 'ensure');
      const output = document.createElement('div');
      output.className = 'output';
      main.append(output);
      if (!type) {
        output.textContent = `nothing of ${Object.keys(joined)} can be shown`;
        output.dataset.mime = 'none';
        continue;
      }
      output.dataset.mime = type;
      const renderer = registry.createRenderer(type);
      Widget.attach(renderer, output);
      await renderer.renderModel(model);
    }
  }, [outputs, trust === 'trusted']);
  await page.waitForTimeout(2500);
  process.stdout.write(JSON.stringify(await see(page, picture, '.output', require.resolve('axe-core'))));
}, { scheme });
