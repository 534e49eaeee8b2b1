'use strict';
// Cells of a report can be saved as SVG, with the styles that they have here: a file needs no style sheet.
(() => {
  const STYLES = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'paint-order', 'text-anchor',
    'font-family', 'font-size', 'font-weight'];

  function standalone(drawing) {
    const copy = drawing.cloneNode(true);
    copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
    const originals = [drawing, ...drawing.querySelectorAll('*')];
    [copy, ...copy.querySelectorAll('*')].forEach((element, i) => {
      const style = getComputedStyle(originals[i]);
      STYLES.forEach((name) => element.style.setProperty(name, style.getPropertyValue(name)));
    });
    return new XMLSerializer().serializeToString(copy);
  }

  document.querySelectorAll('figure > svg.cell').forEach((drawing) => {
    const said = drawing.parentElement.querySelector('figcaption')?.textContent.split(',')[0] || '';
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'save';
    button.textContent = 'SVG';
    button.title = 'Save this cell as SVG';
    button.addEventListener('click', () => plots.saveSvg(standalone(drawing), `cell ${said}`));
    drawing.after(button);
  });
})();
