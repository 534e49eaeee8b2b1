// The plots of a finished run. Data: org.narq2t.report.RunCharts.

/** Draws them; gives a function that draws them again. */
export function drawFinished(run) {
  const batch = document.getElementById('batch');
  document.getElementById('tau').textContent = `: Kendall τ ${run.taus}`;
  if (!batch) {
    paint(run);
    return () => paint(run);
  }
  batch.replaceChildren(...run.batches.map((b, i) => new Option(`${i + 1} of ${run.batches.length}, iterations ${b.iterations}`, i)));
  const none = run.batches.length === 0;
  document.getElementById('no-batches').hidden = !none;
  document.getElementById('histograms').hidden = none;
  document.getElementById('batches').hidden = none;

  const draw = () => {
    paint(run);
    if (!none) histograms(run, Number(batch.value));
  };
  batch.addEventListener('change', () => histograms(run, Number(batch.value)));
  draw();
  return draw;
}

function paint(run) {
  document.querySelectorAll('[data-plot]').forEach((place) => plots.paint(place, plots[place.dataset.plot](run, place.dataset.rule)));
}

function histograms(run, batch) {
  document.querySelectorAll('[data-quantity]').forEach((place) => {
    const { quantity } = place.dataset;
    plots.paint(place, plots.histogram(run, quantity, batch));
    place.parentElement.querySelector('figcaption').textContent = run.batches[batch].histograms.find((h) => h.quantity === quantity).decision;
  });
}
