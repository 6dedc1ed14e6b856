// Draws one chart in place of its picture, wherever on the page it is shown; where anything fails, the picture stays.
(function (id, chart) {
  var shared = ADJOINT_SHARED;
  function draw(Plotly, host) {
    if (host.adjointDrawn) return;
    host.adjointDrawn = true;
    var picture = host.querySelector('img');
    var live = document.createElement('div');
    live.style.cssText = 'width:' + chart.layout.width + 'px;max-width:none;overflow:hidden';
    function fail(error) { live.remove(); picture.style.display = ''; console.warn('A chart stays a picture.', error); }
    try {
      if (chart.layout.scene && !document.createElement('canvas').getContext('webgl')) throw new Error('There is no WebGL.');
      host.insertBefore(live, host.firstChild);
      Plotly.newPlot(live, JSON.parse(JSON.stringify(chart))).then(function () { picture.style.display = 'none'; }).catch(fail);
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
