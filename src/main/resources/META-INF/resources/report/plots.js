'use strict';
// The options of the plots, for reports and for the dashboard. Data (org.narq2t.report): RunCharts, one per run, and
// ParetoSection.Chart, one per front. A classic script: a report that is opened from disk cannot load modules.
globalThis.plots = (() => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const number = (value) => (typeof value === 'number' ? value : null); // NaN arrives as a text
  const two = (value) => value.toFixed(2);
  const accuracyGap = 54; // px between an axis and its name, clear of labels such as 94.20
  const count = (value) => value.toLocaleString('en');

  // From the best tier to the worst, blue to red; other numbers of tiers than five lie in between.
  function tierColours(tiers) {
    const stops = ['blue', 'sky', 'green', 'orange', 'red'].map(colour);
    const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    return Array.from({ length: Math.max(1, tiers) }, (_, tier) => {
      const place = tiers < 2 ? 0 : (tier * (stops.length - 1)) / (tiers - 1);
      const from = rgb(stops[Math.floor(place)]);
      const to = rgb(stops[Math.ceil(place)]);
      return 'rgb(' + from.map((c, i) => Math.round(c + (to[i] - c) * (place % 1))).join(',') + ')';
    });
  }

  const tierName = (tiers, tier) => (tiers < 2 ? 'all' : 'tier ' + (tier + 1));

  function axis(name, more) {
    return {
      name,
      nameLocation: 'middle',
      nameGap: 30,
      nameTextStyle: { color: colour('soft') },
      axisLabel: { color: colour('soft'), hideOverlap: true },
      axisLine: { lineStyle: { color: colour('line') } },
      splitLine: { lineStyle: { color: colour('line'), opacity: 0.6 } },
      ...more,
    };
  }

  function base(more) {
    return {
      animation: false,
      textStyle: { fontFamily: 'system-ui, sans-serif', color: colour('ink') },
      grid: { left: 70, right: 24, top: 44, bottom: 48 },
      legend: { top: 0, textStyle: { color: colour('ink') }, itemWidth: 16, itemHeight: 10, itemGap: 9 },
      tooltip: { backgroundColor: colour('surface'), borderColor: colour('line'), textStyle: { color: colour('ink') }, confine: true },
      ...more,
    };
  }

  // The next of 1, 2, 5, 10, 20, …
  function roundStep(least) {
    const power = 10 ** Math.floor(Math.log10(least));
    return power * [1, 2, 5, 10].find((step) => step * power >= least);
  }

  function ranks(run) {
    const { points, size } = run.ranks;
    const colours = tierColours(run.tiers);
    const end = axis('', {
      type: 'value', min: 0, max: size, interval: roundStep(size / 6), axisLabel: { color: colour('soft'), showMaxLabel: false },
    });
    return base({
      grid: { left: 68, right: 18, top: 44, bottom: 48 },
      xAxis: { ...end, name: 'true rank (1 = best)' },
      yAxis: { ...end, name: 'predicted rank (1 = best)', nameGap: 52 },
      tooltip: {
        ...base().tooltip,
        formatter: (p) => `true rank ${count(p.value[0])}<br>predicted ${count(p.value[1])}<br>${p.seriesName}`,
      },
      series: colours.map((c, tier) => ({
        name: tierName(run.tiers, tier),
        type: 'scatter',
        progressive: 0, // else paper and pictures get the first few hundred
        symbolSize: points.length > 2000 ? 4 : 6,
        itemStyle: { color: c, opacity: 0.65 },
        data: points.filter((p) => p[2] === tier),
        ...(tier ? {} : {
          markLine: {
            silent: true, symbol: 'none', label: { show: false }, z: 10,
            lineStyle: { color: colour('ink'), type: 'dashed', width: 1.5 },
            data: [[{ coord: [1, 1] }, { coord: [size, size] }]],
          },
        }),
      })),
    });
  }

  const ruleColours = { ORACLE_TEST: 'blue', VALIDATION: 'red', SEARCH_ALONE: 'orange' };

  function search(run, rule) {
    const curve = run.curves.find((c) => c.rule === rule);
    const found = curve.found.map((step) => [step.queries, step.accuracy]);
    const low = curve.random.map((r) => [r.queries, r.mean - r.deviation]);
    // the first few random draws would stretch the axis beyond use
    const lowest = Math.min(...low.slice(low.length >> 2).map((p) => p[1]), found.length ? found[found.length - 1][1] : Infinity);
    const room = Math.max(0.05, 0.25 * (curve.optimum - lowest));
    const c = colour(ruleColours[rule]);
    const edge = [...low, ...curve.random.map((r) => [r.queries, r.mean + r.deviation]).reverse()];
    // Stacked lines cannot draw it: on two value axes ECharts stacks along x.
    const band = {
      name: 'band', type: 'custom', silent: true, clip: true, tooltip: { show: false }, data: [low[0]],
      renderItem: (params, api) => ({
        type: 'polygon', shape: { points: edge.map((point) => api.coord(point)) },
        style: { fill: colour('soft'), opacity: 0.25 },
      }),
    };
    return base({
      legend: { ...base().legend, data: ['found', 'random search', 'optimum'] },
      xAxis: axis('queries', { type: 'value', min: curve.random[0].queries, max: 'dataMax', splitNumber: 4 }),
      yAxis: axis(run.accuracy + ' accuracy, %', {
        type: 'value', nameGap: accuracyGap, min: Math.floor((lowest - room) * 20) / 20,
        max: Math.ceil((curve.optimum + 0.3 * room) * 20) / 20,
        axisLabel: { color: colour('soft'), formatter: two, showMinLabel: false, showMaxLabel: false },
      }),
      tooltip: { ...base().tooltip, trigger: 'axis', valueFormatter: (v) => (typeof v === 'number' ? two(v) + ' %' : v) },
      series: [
        band,
        {
          name: 'random search', type: 'line', symbol: 'none', data: curve.random.map((r) => [r.queries, r.mean]),
          lineStyle: { color: colour('soft'), width: 2 }, itemStyle: { color: colour('soft') },
        },
        { name: 'found', type: 'line', step: 'end', symbol: 'none', data: found, lineStyle: { color: c, width: 3 }, itemStyle: { color: c } },
        {
          name: 'optimum', type: 'line', symbol: 'none', data: curve.random.map((r) => [r.queries, curve.optimum]),
          lineStyle: { color: colour('green'), type: 'dashed', width: 2 }, itemStyle: { color: colour('green') },
        },
      ],
    });
  }

  function epochs(run, lines, name, more) {
    const best = run.bestEpoch + 1; // 0: there is none yet
    const last = run.epochs || run.training.trainLoss.length;
    return base({
      grid: { left: 70, right: 24, top: 64, bottom: 48 }, // the best epoch is named above the curves
      xAxis: axis('epoch', { type: 'value', min: 1, max: last, minInterval: 1, splitLine: { show: false } }),
      yAxis: axis(name, { type: 'value', scale: true, nameGap: 46, ...more }),
      tooltip: { ...base().tooltip, trigger: 'axis', valueFormatter: (v) => (v == null ? '' : String(v)) },
      series: lines.map(([label, values, c, dash], at) => ({
        name: label, type: 'line', symbol: 'none',
        data: values.map((v, epoch) => [epoch + 1, number(v)]),
        lineStyle: { color: colour(c), width: 2, type: dash || 'solid' }, itemStyle: { color: colour(c) },
        ...(at || best < 1 ? {} : {
          markLine: {
            silent: true, symbol: 'none', data: [{ xAxis: best }],
            lineStyle: { color: colour('ink'), type: 'dashed', opacity: 0.7 },
            label: { formatter: 'epoch ' + best, color: colour('ink'), position: 'end', distance: 12 },
          },
        }),
      })),
    });
  }

  const losses = (run) => epochs(run, [
    ['total', run.training.trainLoss, 'blue'],
    ['tiers', run.training.tierLoss, 'green', 'dashed'],
    ['ranking', run.training.rankingLoss, 'orange', 'dotted'],
    ...(run.training.latencyLoss.some((v) => v > 0) ? [['latency', run.training.latencyLoss, 'sky', 'dashed']] : []),
    ['validation total', run.training.validationLoss, 'red'],
  ], 'loss');

  const accuracy = (run) => epochs(run, [
    ['training', run.training.trainAccuracy, 'blue'],
    ['validation', run.training.validationAccuracy, 'red'],
  ], 'tier accuracy, share', { min: 0, max: 1, scale: false });

  function confusion(run) {
    const names = run.confusion.map((_, tier) => tierName(run.tiers, tier));
    const cells = run.confusion.flatMap((row, truth) => {
      const all = row.reduce((a, b) => a + b, 0) || 1;
      return row.map((n, predicted) => [predicted, truth, (100 * n) / all, n]);
    });
    const strong = dark.matches ? '#2f7fc1' : '#0072b2';
    return base({
      legend: undefined,
      grid: { left: 72, right: 12, top: 12, bottom: 52 },
      xAxis: axis('predicted', { type: 'category', data: names, splitLine: { show: false } }),
      yAxis: axis('true', { type: 'category', data: names, inverse: true, nameGap: 52, splitLine: { show: false } }),
      visualMap: { show: false, min: 0, max: 100, dimension: 2, inRange: { color: [colour('surface'), strong] } },
      tooltip: { ...base().tooltip, formatter: (p) => `true ${names[p.value[1]]}, predicted ${names[p.value[0]]}<br>${count(p.value[3])} ${run.noun}` },
      series: [{
        type: 'heatmap', data: cells.map((value) => ({ value, label: { color: value[2] > 55 ? '#fff' : colour('ink') } })),
        label: { show: true, formatter: (p) => Math.round(p.value[2]) + ' %' },
        itemStyle: { borderColor: colour('line'), borderWidth: 1 },
      }],
    });
  }

  // Around the diagonal from x to x, as wide as a share of the value.
  function bands(shares, from, to) {
    return shares.map((share, at) => ({
      name: `±${100 * share} %`, type: 'custom', silent: true, clip: true, tooltip: { show: false }, data: [[from, from]],
      itemStyle: { color: colour('green'), opacity: at ? 0.45 : 0.25 },
      renderItem: (params, api) => ({
        type: 'polygon',
        shape: { points: [[from, from * (1 - share)], [to, to * (1 - share)], [to, to * (1 + share)], [from, from * (1 + share)]].map((p) => api.coord(p)) },
        style: { fill: colour('green'), opacity: at ? 0.3 : 0.15 },
      }),
    }));
  }

  function latency(run) {
    const [made] = run.latency;
    if (!made) return base({ title: { text: 'no predictions in the record', textStyle: { color: colour('soft'), fontSize: 13, fontWeight: 400 } } });
    const values = made.points.flat();
    const low = Math.min(...values);
    const high = Math.max(...values);
    const room = 0.04 * (high - low || 1);
    const step = roundStep((high - low || 1) / 6);
    const ends = { type: 'value', min: Math.max(0, Math.floor((low - room) / step) * step), max: Math.ceil((high + room) / step) * step, interval: step };
    return base({
      grid: { left: 62, right: 18, top: 44, bottom: 48 },
      legend: { ...base().legend, data: ['±10 %', '±5 %', 'architectures'] },
      xAxis: axis(`${made.latency}, ms`, ends),
      yAxis: axis('predicted, ms', { ...ends, nameGap: 44 }),
      tooltip: { ...base().tooltip, formatter: (p) => `${made.latency} ${p.value[0]} ms<br>predicted ${p.value[1]} ms` },
      series: [
        ...bands([0.1, 0.05], ends.min, ends.max),
        {
          name: 'architectures', type: 'scatter', progressive: 0, symbolSize: made.points.length > 2000 ? 4 : 6, data: made.points,
          itemStyle: { color: colour('blue'), opacity: 0.55 },
        },
      ],
    });
  }

  // Latency against validation accuracy.
  function front(made) {
    const best = Math.max(...made.truth.map((p) => p[1]));
    const span = best - made.reference;
    const low = Math.floor(made.reference - 0.6 * span);
    const { slowest } = made;
    const end = made.truth[made.truth.length - 1];
    const colours = ['red', 'green', 'orange', 'sky'].map(colour);
    const label = (p) => `${p.seriesName}<br>${p.value[0]} ms, validation ${two(p.value[1])} %, reported ${two(p.value[2])} %`;
    return base({
      grid: { left: 62, right: 26, top: 56, bottom: 48 },
      xAxis: axis(`latency ${made.latency}, ms`, { type: 'value', min: 0, max: Math.ceil(slowest) }),
      yAxis: axis('validation accuracy, %', { type: 'value', nameGap: 44, min: low, max: Math.ceil(best + 0.05 * span), axisLabel: { color: colour('soft'), showMaxLabel: false } }),
      tooltip: { ...base().tooltip, formatter: label },
      series: [
        { name: 'table', type: 'scatter', progressive: 0, symbolSize: 4, data: made.known, itemStyle: { color: colour('soft'), opacity: 0.22 }, emphasis: { disabled: true } },
        {
          name: 'true front', type: 'line', step: 'end', symbol: 'none', data: [...made.truth, [slowest, end[1], end[2]]],
          lineStyle: { color: colour('blue'), width: 2.5 }, itemStyle: { color: colour('blue') },
          markLine: {
            silent: true, symbol: 'none', data: made.limits.map((limit) => ({ xAxis: limit })),
            lineStyle: { color: colour('ink'), type: 'dotted', width: 1.5 },
            label: { formatter: (p) => p.value + ' ms', color: colour('ink'), position: 'end' },
          },
        },
        ...made.found.map((seed, at) => ({
          name: made.found.length > 1 ? 'found, seed ' + seed.seed : 'found', type: 'scatter', symbol: ['circle', 'diamond', 'triangle', 'rect'][at % 4],
          symbolSize: 10, data: seed.points, z: 5,
          itemStyle: { color: colours[at % colours.length], borderColor: colour('surface'), borderWidth: 1.5 },
        })),
      ],
    });
  }

  function histogram(run, quantity, batch) {
    const { labels, counts, axis: values, counted } = run.batches[batch].histograms.find((h) => h.quantity === quantity);
    const colours = tierColours(run.tiers);
    return base({
      grid: { left: 70, right: 24, top: 44, bottom: 58 }, // labels of two words have two lines
      xAxis: axis(values, {
        type: 'category', data: labels, splitLine: { show: false },
        axisLabel: { color: colour('soft'), interval: 0, fontSize: 11, lineHeight: 13, formatter: (label) => label.replace(' ', '\n') }, nameGap: 40,
      }),
      yAxis: axis(counted, { type: 'value', minInterval: 1, nameGap: 38 }),
      tooltip: { ...base().tooltip, trigger: 'axis', axisPointer: { type: 'shadow' } },
      series: counts.map((data, tier) => ({ name: tierName(run.tiers, tier), type: 'bar', data, barGap: 0, itemStyle: { color: colours[tier] } })),
    });
  }

  // A column of a table (ColumnChart): a point for each row, with its deviation.
  function column(made) {
    const places = [...new Set(made.bars.map((bar) => bar.place || 'all'))];
    const kinds = [
      ['study', 'these runs', 'blue', 'circle', 12], ['random-search', 'random search', 'soft', 'rect', 8],
      ['paper', 'published', 'orange', 'diamond', 9], ['optimum', 'optimum', 'green', 'triangle', 9],
    ];
    const series = kinds.flatMap(([origin, name, c, symbol, size]) => {
      const bars = made.bars.filter((bar) => bar.origin === origin);
      if (!bars.length) return [];
      const at = (bar) => places.indexOf(bar.place || 'all');
      return [{
        name, type: 'custom', silent: true, tooltip: { show: false }, itemStyle: { color: colour(c) },
        data: bars.filter((bar) => number(bar.deviation)).map((bar) => [bar.mean - bar.deviation, at(bar), bar.mean + bar.deviation]),
        renderItem: (params, api) => {
          const [x1, y] = api.coord([api.value(0), api.value(1)]);
          const [x2] = api.coord([api.value(2), api.value(1)]);
          return { type: 'line', shape: { x1, y1: y, x2, y2: y }, style: { stroke: colour(c), lineWidth: 2, opacity: 0.6 } };
        },
        encode: { x: [0, 2], y: 1 },
      }, {
        name, type: 'scatter', symbol, symbolSize: size, z: origin === 'study' ? 5 : 3, itemStyle: { color: colour(c), opacity: 0.85 },
        data: bars.map((bar) => ({ value: [bar.mean, at(bar)], bar })),
      }];
    });
    const figure = (bar) => bar.mean + (number(bar.deviation) === null ? '' : ` ± ${bar.deviation}`);
    return base({
      grid: { left: 190, right: 24, top: 40, bottom: 48 },
      legend: { ...base().legend, data: kinds.map((kind) => kind[1]).filter((name) => series.some((s) => s.name === name)) },
      xAxis: axis(made.name, { type: 'value', scale: true }),
      yAxis: axis('', { type: 'category', data: places, inverse: true, axisLabel: { color: colour('ink'), width: 175, lineHeight: 14, overflow: 'break', interval: 0 } }),
      tooltip: { ...base().tooltip, formatter: (p) => `${p.data.bar.place || 'all'}<br>${p.data.bar.method}<br>${figure(p.data.bar)}` },
      series,
    });
  }

  column.height = (made) => {
    const places = [...new Set(made.bars.map((bar) => bar.place))];
    return 110 + (Math.max(...places.map((place) => place.length)) > 26 ? 44 : 34) * places.length; // long names break
  };

  // Regret against queries (RegretChart); a logarithmic axis has no zero, so the best itself lies at its foot.
  function regret(made) {
    const foot = 0.001;
    const palette = ['blue', 'red', 'green', 'orange', 'sky'].map(colour);
    const dashes = ['solid', 'dashed', 'dotted'];
    const top = (value) => Math.max(foot, value);
    const series = made.lines.flatMap(({ name, points }, at) => {
      const random = at === made.lines.length - 1;
      const c = random ? colour('soft') : palette[at % palette.length];
      const type = random ? 'solid' : dashes[Math.floor(at / palette.length) % dashes.length];
      // the corners of steps: a value holds until the next query that changes it
      const steps = (place) => points.flatMap((p, i) => (i ? [[p[0], top(points[i - 1][place])]] : []).concat([[p[0], top(p[place])]]));
      const edge = [...steps(2), ...steps(3).reverse()];
      return [{
        name, type: 'custom', silent: true, clip: true, tooltip: { show: false }, data: [edge[0]], itemStyle: { color: c },
        renderItem: (params, api) => ({
          type: 'polygon', shape: { points: edge.map((point) => api.coord(point)) }, style: { fill: c, opacity: 0.12 },
        }),
      }, {
        name, type: 'line', step: 'end', symbol: 'none', data: points.map((p) => [p[0], top(p[1])]), z: random ? 3 : 5,
        lineStyle: { color: c, width: 2.5, type }, itemStyle: { color: c },
      }];
    });
    const queries = Math.max(...made.lines.flatMap((line) => line.points.map((p) => p[0])));
    return base({
      grid: { left: 62, right: 18, top: 30 + regret.legend(made), bottom: 48 },
      legend: { ...base().legend, type: 'plain', data: made.lines.map((line) => line.name) },
      xAxis: axis(`queries on ${made.name}`, { type: 'value', min: 1, max: queries }),
      yAxis: axis('regret in validation accuracy, points', {
        type: 'log', min: foot, nameGap: 44,
        axisLabel: { color: colour('soft'), formatter: (v) => (v <= foot ? 'found' : String(v)) },
      }),
      tooltip: { ...base().tooltip, trigger: 'axis', valueFormatter: (v) => (v <= foot ? 'found' : String(v)) },
      series,
    });
  }
  regret.legend = (made) => 22 * Math.ceil(made.lines.length / 2); // px; names are long
  regret.height = (made) => 420 + regret.legend(made);

  function paint(place, option) {
    place.option = option;
    const chart = echarts.getInstanceByDom(place) || echarts.init(place);
    chart.setOption(option, true);
    offer(place);
  }

  // What a plot shows now as SVG, in its size on the page, or less wide.
  function svg(place, widest = Infinity) {
    const shown = echarts.getInstanceByDom(place);
    const width = Math.min(widest, shown.getWidth());
    const drawn = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height: shown.getHeight() });
    drawn.setOption(place.option);
    const text = drawn.renderToSVGString();
    drawn.dispose();
    return text;
  }

  function saveSvg(text, heading) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    link.download = `${heading.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')}.svg`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // A button that saves it, named after the heading of its figure.
  function offer(place) {
    if (place.nextElementSibling?.className === 'save') return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'save';
    button.textContent = 'SVG';
    button.title = 'Save this plot as SVG';
    button.addEventListener('click', () => {
      const heading = place.closest('figure')?.querySelector('h2, h3, h4, figcaption b')?.textContent || document.title;
      saveSvg(svg(place), heading);
    });
    place.after(button);
  }

  // A chart keeps its size when its place changes.
  const resized = new ResizeObserver((entries) => entries.forEach((e) => echarts.getInstanceByDom(e.target)?.resize()));

  // A line a training; the last one in colour while it goes on, its place among the epochs marked.
  function trainings(all, live) {
    const longest = Math.max(...all.map((t) => t.epochs));
    return base({
      legend: { show: false },
      grid: { left: 62, right: 18, top: 16, bottom: 48 },
      xAxis: axis('epoch', { type: 'value', min: 1, max: Math.max(2, longest), minInterval: 1, splitLine: { show: false } }),
      yAxis: axis('validation accuracy, %', { type: 'value', scale: true, nameGap: 46 }),
      tooltip: { ...base().tooltip, formatter: (p) => `${p.seriesName}<br>epoch ${p.value[0]}: ${two(p.value[1])} %` },
      series: all.map(({ cell, curve }, at) => {
        const last = live && at === all.length - 1;
        const c = colour(last ? 'blue' : 'soft');
        return {
          name: cell, type: 'line', symbol: 'circle', symbolSize: last ? 7 : 4, z: last ? 3 : 2,
          data: Array.from(curve, (v, epoch) => [epoch + 1, v ?? null]),
          lineStyle: { color: c, width: last ? 2.5 : 1, opacity: last ? 1 : 0.6 }, itemStyle: { color: c, opacity: last ? 1 : 0.6 },
        };
      }),
    });
  }

  return {
    trainings, ranks, losses, accuracy, confusion, latency, search, histogram, front, column, regret,
    saveSvg, paint, svg, base, axis, accuracyGap, colour, two, number, dark, ruleColours,
    watchSizes: (within) => within.querySelectorAll('.plot').forEach((place) => resized.observe(place)),
  };
})();
