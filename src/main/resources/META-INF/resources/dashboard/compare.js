// Curves of several runs, one over the other. Data: org.narq2t.web.pages.ComparedCurves.

const all = JSON.parse(document.getElementById('charts').textContent);
const COLOURS = ['blue', 'red', 'green', 'orange', 'sky'];
const style = (at) => ({ colour: plots.colour(COLOURS[at % COLOURS.length]), dash: ['solid', 'dashed', 'dotted'][Math.floor(at / COLOURS.length) % 3] });

// The corners of steps: a value holds until the next.
const corners = (points) => points.flatMap((point, at) => (at ? [[point[0], points[at - 1][1]]] : []).concat([point]));

// A line, and where it is the mean of several runs a band from the lowest to the highest of them.
function lines(compared, at, points, steps) {
  const { colour, dash } = style(at);
  const line = {
    name: compared.name, type: 'line', symbol: 'none', step: steps && 'end', data: points.map((p) => [p[0], p[1]]),
    lineStyle: { color: colour, width: 2, type: dash }, itemStyle: { color: colour },
  };
  if (!points.some((p) => p[3] > p[2])) return [line];
  const bound = (place) => points.map((p) => [p[0], p[place]]);
  const [low, high] = [bound(2), bound(3)].map((edge) => (steps ? corners(edge) : edge));
  const edge = [...low, ...high.reverse()];
  return [{
    name: compared.name, type: 'custom', silent: true, clip: true, tooltip: { show: false }, data: [edge[0]], itemStyle: { color: colour },
    renderItem: (params, api) => ({
      type: 'polygon', shape: { points: edge.map((point) => api.coord(point)) }, style: { fill: colour, opacity: 0.18 },
    }),
  }, line];
}

function overlaid(x, y, series, format) {
  const base = plots.base();
  const names = all.map((compared) => compared.name);
  return plots.base({
    legend: { ...base.legend, data: names.filter((name) => series.some((s) => s.name === name && s.data.length)) },
    xAxis: x,
    yAxis: y,
    tooltip: { ...base.tooltip, trigger: 'axis', valueFormatter: (v) => (typeof v === 'number' ? format(v) : v) },
    series,
  });
}

function metric(place) {
  const curves = all.map((compared) => compared.series[place.dataset.series] || []);
  place.closest('figure').hidden = !curves.some((points) => points.length);
  const share = place.dataset.axis === 'share';
  const low = Math.min(...curves.flat().map((point) => point[2]));
  const high = Math.max(...curves.flat().map((point) => point[3]));
  const far = !share && low > 0 && high > 50 * low;
  const room = 0.05 * (high - low) || 0.1;
  const ends = share ? { min: 0, max: 1 } : far ? {} : { min: low - room, max: high + room };
  const axisLabel = { color: plots.colour('soft'), hideOverlap: true, showMinLabel: share, showMaxLabel: share };
  return overlaid(
    plots.axis('epoch', { type: 'value', min: 1, max: 'dataMax', minInterval: 1, splitLine: { show: false } }),
    plots.axis(share ? 'tier accuracy, share' : 'loss', { type: far ? 'log' : 'value', nameGap: 46, ...ends, ...(far ? {} : { axisLabel }) }),
    all.flatMap((compared, at) => lines(compared, at, curves[at], false)),
    (v) => v.toFixed(4),
  );
}

function search(place) {
  const curves = all.map((compared) => compared.dataset === place.dataset.dataset && compared.searches.find((one) => one.rule === place.dataset.rule));
  place.closest('figure').hidden = !curves.some(Boolean);
  const drawn = curves.filter(Boolean);
  if (!drawn.length) return {};
  // the first few draws would stretch the axis beyond use
  const later = (points) => points.slice(Math.min(points.length - 1, points.length >> 2));
  const low = Math.min(...drawn.flatMap((curve) => [...later(curve.points).map((p) => p[2]), ...later(curve.random).map((r) => r.mean)]));
  const high = Math.max(...drawn.map((curve) => curve.optimum));
  const room = 0.15 * (high - low) || 0.1;
  const series = all.flatMap((compared, at) => (curves[at] ? [
    ...lines(compared, at, curves[at].points, true),
    {
      name: `random search as ${compared.name}`, type: 'line', symbol: 'none', data: curves[at].random.map((r) => [r.queries, r.mean]),
      lineStyle: { color: style(at).colour, width: 1.2, type: 'dotted' }, itemStyle: { color: style(at).colour },
    },
  ] : []));
  return overlaid(
    plots.axis('queries', { type: 'value', min: 'dataMin', max: 'dataMax', splitNumber: 4 }),
    plots.axis(`${[...new Set(drawn.map((curve) => curve.accuracy))].join(' or ')} accuracy, %`, {
      type: 'value', nameGap: plots.accuracyGap, min: Math.floor((low - room) * 20) / 20, max: Math.ceil((high + room) * 20) / 20,
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
