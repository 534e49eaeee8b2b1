'use strict';
// Plots beside tables, one at a time, as the reader chooses: columns and regret. Data: ColumnChart and RegretChart of
// org.narq2t.report.
globalThis.showColumns = (within) => {
  within.querySelectorAll('figure.columns').forEach((figure) => {
    const charts = JSON.parse(figure.querySelector('script').textContent);
    const chooser = figure.querySelector('select');
    const place = figure.querySelector('.plot');
    if (!charts.length) return;
    figure.hidden = false;
    if (!chooser.options.length) {
      charts.forEach((chart, at) => chooser.add(new Option(chart.name, at)));
      const own = charts.findIndex((chart) => chart.accuracy && (!chart.bars || chart.bars.some((bar) => bar.origin === 'study')));
      chooser.value = Math.max(0, own);
    }
    const draw = () => {
      const chart = charts[chooser.value] || charts[0];
      const plot = plots[figure.dataset.draws];
      place.style.height = `${plot.height(chart)}px`;
      plots.paint(place, plot(chart));
      echarts.getInstanceByDom(place).resize();
    };
    chooser.onchange = draw;
    draw();
  });
};
if (typeof echarts !== 'undefined') showColumns(document);
plots.dark.addEventListener('change', () => showColumns(document));
