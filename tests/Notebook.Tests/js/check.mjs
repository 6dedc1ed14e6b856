// Reads one JSON array of [kind, text] from standard input and writes one array of answers to standard output:
// katex     null, or why KaTeX refuses the LaTeX in strict mode
// sanitise  what JupyterLab leaves of the HTML in a notebook that is not trusted
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import katex from 'katex';
import sanitizeHtml from 'sanitize-html';

const require = createRequire(import.meta.url);

// JupyterLab's own class, as installed. Its package cannot be imported as a whole without a browser; this file of it needs one import.
const source = readFileSync(require.resolve('@jupyterlab/apputils/lib/sanitizer.js'), 'utf8')
  .replace(/^import sanitize from 'sanitize-html';$/m, '')
  .replace(/^export class Sanitizer\b/m, 'return class Sanitizer');
const Sanitizer = new Function('sanitize', source)(sanitizeHtml);
const sanitizer = new Sanitizer();

// KaTeX has no font for some scripts (Hebrew, emoji) and warns of them; it writes them with a font of the page.
const strict = code => (code === 'unknownSymbol' ? 'ignore' : 'error');

const answers = {
  katex(text) {
    try {
      // The trees are generated and some are far larger than any formula; KaTeX's guard against endless macros is not what is tested.
      katex.renderToString(text, { displayMode: false, throwOnError: true, strict, trust: false, maxExpand: Infinity });
      return null;
    } catch (error) {
      return String(error.message);
    }
  },
  sanitise: text => sanitizer.sanitize(text),
};

const questions = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(questions.map(([kind, text]) => answers[kind](text))));
