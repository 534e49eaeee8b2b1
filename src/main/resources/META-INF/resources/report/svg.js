'use strict';
// Saves what is drawn as SVG: plots drawn again by ECharts' own SVG renderer, cells with the styles that they have here.
(() => {
  const options = new WeakMap(); // what each place was painted with last
  const STYLES = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'paint-order', 'text-anchor',
    'font-family', 'font-size', 'font-weight'];

  function save(svg, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
    link.download = name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 80) + '.svg';
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function button(name, svg) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = 'save';
    made.textContent = 'Save as SVG';
    made.setAttribute('aria-label', `Save as SVG: ${name}`);
    made.addEventListener('click', () => save(svg(), name));
    return made;
  }

  /** A plot as the text of an SVG file, as large as it is on the page. */
  plots.svg = (place) => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: place.clientWidth, height: place.clientHeight });
    chart.setOption({ backgroundColor: plots.colour('surface'), ...options.get(place) });
    const svg = chart.renderToSVGString();
    chart.dispose();
    return svg;
  };

  /** Called whenever a plot is painted: its button is made once. */
  plots.offerSvg = (place, option) => {
    const first = !options.has(place);
    options.set(place, option);
    if (first && place.closest('figure')) place.after(button(place.getAttribute('aria-label') || 'plot', () => plots.svg(place)));
  };

  /** A drawing of the page as the text of an SVG file that needs no style sheet. */
  plots.standalone = (drawing) => {
    const copy = drawing.cloneNode(true);
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    const originals = [drawing, ...drawing.querySelectorAll('*')];
    [copy, ...copy.querySelectorAll('*')].forEach((element, i) => {
      const style = getComputedStyle(originals[i]);
      STYLES.forEach((name) => element.style.setProperty(name, style.getPropertyValue(name)));
    });
    return new XMLSerializer().serializeToString(copy);
  };

  document.querySelectorAll('figure > svg.cell').forEach((drawing) => {
    const said = drawing.parentElement.querySelector('figcaption');
    drawing.after(button(`cell ${said ? said.textContent.split(',')[0] : ''}`, () => plots.standalone(drawing)));
  });
})();
