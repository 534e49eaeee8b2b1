'use strict';
// A page on paper: its plots as SVG, which is as wide as the paper lets it, in light colours; what is folded up is open.
(() => {
  const NARROW = 420; // px of a plot beside others, so that its letters are of about the size of the text
  const WIDE = 720;
  const root = document.documentElement;
  let unfolded = [];

  function colours(light) {
    root.classList.toggle('paper', light);
    if (plots.dark.matches) plots.dark.dispatchEvent(new Event('change')); // pages then draw their plots again
  }

  function draw(place) {
    const drawing = document.createElement('div');
    drawing.className = 'drawing';
    drawing.innerHTML = plots.svg(place, place.closest('.grid') ? NARROW : WIDE);
    place.append(drawing);
  }

  addEventListener('beforeprint', () => {
    if (root.classList.contains('paper')) return;
    colours(true);
    document.querySelectorAll('.plot').forEach((place) => { if (place.option && place.offsetParent) draw(place); });
    // a form that is folded up is nothing to read
    unfolded = [...document.querySelectorAll('details:not([open])')].filter((part) => !part.querySelector('input'));
    unfolded.forEach((part) => { part.open = true; });
  });
  addEventListener('afterprint', () => {
    document.querySelectorAll('.plot > .drawing').forEach((drawing) => drawing.remove());
    unfolded.forEach((part) => { part.open = false; });
    colours(false);
  });
})();
