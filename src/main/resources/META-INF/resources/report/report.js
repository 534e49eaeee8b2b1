'use strict';
// Fills the plots of a report; their options are in plots.js.
(() => {
  const runs = JSON.parse(document.getElementById('charts').textContent);
  const fronts = JSON.parse(document.getElementById('fronts').textContent);
  const { paint } = plots;
  const drawn = {
    ranks: plots.ranks, losses: plots.losses, accuracy: plots.accuracy, confusion: plots.confusion, latency: plots.latency,
    search: (run, place) => plots.search(run, place.dataset.rule),
  };

  function show(section) {
    const own = runs.filter((run) => run.group === section.dataset.group);
    const chosen = Number(section.querySelector('[data-choose=seed]').value);
    const run = own[chosen];
    section.querySelectorAll('[data-seed]').forEach((block) => { block.hidden = Number(block.dataset.seed) !== chosen; });
    section.querySelector('.tau').textContent = `: Kendall τ ${run.taus}`;
    section.querySelectorAll('[data-plot]').forEach((place) => {
      const draw = drawn[place.dataset.plot];
      if (draw) paint(place, draw(run, place));
    });
    const select = section.querySelector('[data-choose=batch]');
    if (select.dataset.filledFor !== String(run.seed)) {
      select.dataset.filledFor = run.seed;
      select.replaceChildren(...run.batches.map((batch, i) => new Option(`${i + 1} of ${run.batches.length}, iterations ${batch.iterations}`, i)));
    }
    const none = run.batches.length === 0;
    section.querySelector('.statistics .none').hidden = !none;
    section.querySelector('.statistics .grid').hidden = none;
    select.parentElement.hidden = none;
    if (none) return;
    const batch = Number(select.value);
    section.querySelectorAll('[data-quantity]').forEach((place) => {
      paint(place, plots.histogram(run, place.dataset.quantity, batch));
      const made = run.batches[batch].histograms.find((h) => h.quantity === place.dataset.quantity);
      place.parentElement.querySelector('figcaption').textContent = made.decision;
    });
  }

  if (typeof echarts === 'undefined') {
    document.querySelectorAll('.plot').forEach((place) => { place.textContent = 'This plot needs assets/echarts.min.js beside the page.'; });
    return;
  }
  const sections = document.querySelectorAll('.group');
  sections.forEach((section) => {
    section.addEventListener('change', () => show(section));
    show(section);
  });
  const showFronts = () => document.querySelectorAll('[data-front]').forEach((place) => {
    paint(place, plots.front(fronts.find((made) => made.key === place.dataset.front)));
  });
  showFronts();
  plots.dark.addEventListener('change', () => { sections.forEach(show); showFronts(); });
  plots.watchSizes(document);
})();
