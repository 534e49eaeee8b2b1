// Curves of several runs, one over the other. Data: org.narq2t.web.pages.ComparedCurves.

const runs = JSON.parse(document.getElementById('charts').textContent);
const COLOURS = ['blue', 'red', 'green', 'orange', 'sky'];
const style = (at) => ({ colour: plots.colour(COLOURS[at % COLOURS.length]), dash: ['solid', 'dashed', 'dotted'][Math.floor(at / COLOURS.length) % 3] });

function line(run, at, data, more) {
  const { colour, dash } = style(at);
  return { name: `run ${run.run}`, type: 'line', symbol: 'none', data, lineStyle: { color: colour, width: 2, type: dash }, itemStyle: { color: colour }, ...more };
}

function overlaid(x, y, series, format) {
  const base = plots.base();
  const names = runs.map((run) => `run ${run.run}`);
  return plots.base({
    legend: { ...base.legend, data: names.filter((name) => series.some((s) => s.name === name && s.data.length)) },
    xAxis: x,
    yAxis: y,
    tooltip: { ...base.tooltip, trigger: 'axis', valueFormatter: (v) => (typeof v === 'number' ? format(v) : v) },
    series,
  });
}

function metric(place) {
  const all = runs.map((run, at) => line(run, at, run.series[place.dataset.series] || []));
  const share = place.dataset.axis === 'share';
  const values = all.flatMap((one) => one.data.map((point) => point[1]));
  const far = !share && Math.min(...values) > 0 && Math.max(...values) > 50 * Math.min(...values);
  return overlaid(
    plots.axis('epoch', { type: 'value', min: 1, max: 'dataMax', minInterval: 1, splitLine: { show: false } }),
    plots.axis(share ? 'tier accuracy, share' : 'loss', { type: far ? 'log' : 'value', scale: !share, nameGap: 46, ...(share ? { min: 0, max: 1 } : {}) }),
    all,
    (v) => v.toFixed(4),
  );
}

function search(place) {
  const curves = runs.map((run) => run.found[0]?.curves.find((curve) => run.dataset === place.dataset.dataset && curve.rule === place.dataset.rule && curve.found.length));
  place.closest('figure').hidden = !curves.some(Boolean);
  const accuracies = curves.flatMap((curve) => (curve ? [curve.optimum, ...curve.found.map((step) => step.accuracy), ...curve.random.slice(curve.random.length >> 2).map((r) => r.mean)] : []));
  if (!accuracies.length) return {};
  const low = Math.min(...accuracies);
  const high = Math.max(...accuracies);
  const room = 0.15 * (high - low) || 0.1;
  const accuracy = [...new Set(runs.flatMap((run) => run.found.map((f) => f.accuracy)))].join(' or ');
  const series = runs.flatMap((run, at) => (curves[at] ? [
    line(run, at, curves[at].found.map((step) => [step.queries, step.accuracy]), { step: 'end' }),
    line(run, at, curves[at].random.map((r) => [r.queries, r.mean]), { name: `random search as run ${run.run}`, lineStyle: { color: style(at).colour, width: 1.2, type: 'dotted' } }),
  ] : []));
  return overlaid(
    plots.axis('queries', { type: 'value', min: 'dataMin', max: 'dataMax', splitNumber: 4 }),
    plots.axis(`${accuracy} accuracy, %`, {
      type: 'value', nameGap: 46, min: Math.floor((low - room) * 20) / 20, max: Math.ceil((high + room) * 20) / 20,
      axisLabel: { color: plots.colour('soft'), formatter: plots.two, showMinLabel: false, showMaxLabel: false },
    }),
    series,
    (v) => `${plots.two(v)} %`,
  );
}

function draw() {
  document.querySelectorAll('[data-series]').forEach((place) => plots.paint(place, metric(place)));
  document.querySelectorAll('.plot[data-rule]').forEach((place) => plots.paint(place, search(place)));
}

draw();
plots.watchSizes(document);
plots.dark.addEventListener('change', draw);
