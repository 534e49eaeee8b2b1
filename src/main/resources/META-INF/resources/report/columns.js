'use strict';
// The columns of tables as plots: one at a time, as the reader chooses. Data: org.narq2t.report.ColumnChart.
globalThis.showColumns = (within) => {
  within.querySelectorAll('figure.columns').forEach((figure) => {
    const charts = JSON.parse(figure.querySelector('script').textContent);
    const chooser = figure.querySelector('select');
    const place = figure.querySelector('.plot');
    if (!charts.length) return;
    figure.hidden = false;
    if (!chooser.options.length) {
      charts.forEach((chart, at) => chooser.add(new Option(chart.name, at)));
      chooser.value = Math.max(0, charts.findIndex((chart) => chart.accuracy));
    }
    const draw = () => {
      const chart = charts[chooser.value] || charts[0];
      place.style.height = `${110 + 34 * new Set(chart.bars.map((bar) => bar.place)).size}px`;
      plots.paint(place, plots.column(chart));
      echarts.getInstanceByDom(place).resize();
    };
    chooser.onchange = draw;
    draw();
  });
};
if (typeof echarts !== 'undefined') showColumns(document);
plots.dark.addEventListener('change', () => showColumns(document));
