'use strict';
// Box plots over the seeds. Data: BoxChart of org.narq2t.report.
(() => {
  const { axis, base, colour, number } = plots;
  const palette = ['blue', 'orange', 'green', 'red', 'sky'];

  // A box with its whiskers, its runs as points and random search as a dashed line; `shift` in widths of a box.
  function drawn(box, at, api, c, shift, width) {
    const x = api.coord([at, 0])[0] + shift * width * 1.15;
    const y = (value) => api.coord([0, value])[1];
    const [low, first, median, third, high] = box.five;
    const line = (x1, y1, x2, y2, style) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: c, lineWidth: 1.5, ...style } });
    const left = x - width / 2;
    const right = x + width / 2;
    const random = number(box.random);
    return {
      type: 'group',
      children: [
        line(x, y(low), x, y(first)),
        line(x, y(third), x, y(high)),
        line(x - width / 4, y(low), x + width / 4, y(low)),
        line(x - width / 4, y(high), x + width / 4, y(high)),
        {
          type: 'rect', shape: { x: left, y: y(third), width, height: y(first) - y(third) },
          style: { fill: c, fillOpacity: 0.18, stroke: c, lineWidth: 1.5 },
        },
        line(left, y(median), right, y(median), { lineWidth: 3 }),
        ...box.values.map((value, i) => ({
          type: 'circle', shape: { cx: x + width * (((i + 1) / (box.values.length + 1)) - 0.5), cy: y(value), r: 3 },
          style: { fill: c, stroke: colour('surface'), lineWidth: 1 },
        })),
        ...(random === null ? [] : [line(left - 4, y(random), right + 4, y(random), { stroke: colour('soft'), lineDash: [4, 3] })]),
      ],
    };
  }

  plots.boxes = (made) => {
    const places = [...new Set(made.boxes.map((box) => box.place))];
    const names = [...new Set(made.boxes.map((box) => box.series))];
    const series = names.map((name, nth) => {
      const own = made.boxes.filter((box) => box.series === name);
      const c = colour(palette[nth % palette.length]);
      return {
        name, type: 'custom', itemStyle: { color: c }, encode: { x: 0, y: [1, 2, 3] },
        data: own.map((box) => ({ value: [places.indexOf(box.place), box.five[0], box.five[4], number(box.random) ?? '-'], box })),
        renderItem: (params, api) => {
          const box = own[params.dataIndex];
          const width = Math.min(44, (0.7 * api.size([1, 0])[0]) / names.length);
          return drawn(box, places.indexOf(box.place), api, c, nth - (names.length - 1) / 2, width);
        },
      };
    });
    const said = ({ box }) => [
      [box.place, box.series].filter(Boolean).join(', '),
      `median ${box.five[2]}, quartiles ${box.five[1]} and ${box.five[3]}`,
      `${box.values.length} runs: ${box.values.join(', ')}`,
      ...(number(box.random) === null ? [] : [`random search ${box.random}`]),
    ].join('<br>');
    const long = places.some((place) => place.length > 14); // such names break into several lines
    return base({
      legend: { ...base().legend, show: names.length > 1, data: names },
      grid: { left: 62, right: 18, top: 40, bottom: long ? 100 : 56 },
      xAxis: axis(made.axis, {
        type: 'category', data: places, nameGap: long ? 78 : 34, splitLine: { show: false }, axisLabel: { color: colour('ink'), interval: 0, width: 620 / places.length, overflow: 'break', lineHeight: 14 },
      }),
      yAxis: axis(made.name, { type: 'value', scale: true, nameGap: 46 }),
      tooltip: { ...base().tooltip, formatter: (p) => said(p.data) },
      series,
    });
  };
  plots.boxes.height = () => 380;
})();
