// Draws one chart in place of its picture, wherever on the page it is shown; where anything fails, the picture stays.
(function (id, chart) {
  var shared = ADJOINT_SHARED;
  function draw(Plotly, host) {
    if (host.adjointDrawn) return;
    host.adjointDrawn = true;
    // Tables and sentences stay.
    var pictures = Array.from(host.children).filter(function (part) { return part.tagName !== 'DETAILS' && part.tagName !== 'P'; });
    var live = document.createElement('div');
    live.style.cssText = 'width:' + chart.layout.width + 'px;max-width:none;overflow:hidden';
    function show(display) { pictures.forEach(function (part) { part.style.display = display; }); }
    function fail(error) { live.remove(); show(''); console.warn('A chart stays a picture.', error); }
    try {
      if (chart.data.some(function (trace) { return trace.type === 'surface' || /3d|gl$/.test(trace.type); }) && !document.createElement('canvas').getContext('webgl')) throw new Error('There is no WebGL.');
      host.insertBefore(live, host.firstChild);
      Plotly.newPlot(live, JSON.parse(JSON.stringify(chart))).then(function () { show('none'); }).catch(fail);
    } catch (error) { fail(error); }
  }
  shared.ready.then(function (Plotly) {
    // A front end may run the script before it has put the output on the page.
    var rounds = 0;
    (function look() {
      var hosts = document.querySelectorAll('[data-adjoint-chart="' + id + '"]');
      if (hosts.length === 0 && rounds++ < 100) { setTimeout(look, 50); return; }
      hosts.forEach(function (host) { draw(Plotly, host); });
    })();
  });
})
