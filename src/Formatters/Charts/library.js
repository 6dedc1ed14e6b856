// Unpacks plotly.js and hands it to all charts of the page. `packed` is its gzip in base64.
(function (packed) {
  var shared = ADJOINT_SHARED;
  if (shared.asked) return;
  shared.asked = true;
  Promise.resolve().then(function () {
    var bytes = Uint8Array.from(atob(packed), function (c) { return c.charCodeAt(0); });
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text();
  }).then(function (code) {
    // RequireJS of the classic Notebook refuses a define without a name, and a page may have another Plotly of its own: neither is seen nor changed.
    var before = window.Plotly;
    var script = document.createElement('script');
    script.textContent = '(function (define) { var module = { exports: {} }, exports = module.exports;\n' + code +
      '\nwindow.adjointPlotly.library = module.exports; }).call(window);';
    document.head.appendChild(script);
    script.remove();
    if (before) window.Plotly = before; else delete window.Plotly;
    if (shared.library && shared.library.newPlot) shared.give(shared.library);
  }).catch(function (error) { shared.asked = false; console.warn('plotly.js could not be unpacked; charts stay pictures.', error); });
})
