// Which columns the list of runs shows: chosen by the reader, kept in this browser.
const KEY = 'narq2t.columns.hidden';
const FIRST = 3; // the box and the name of a run are always shown

function hidden() {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEY)) || []);
  } catch {
    return new Set(); // a browser that keeps nothing shows all
  }
}

function keep(columns) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...columns]));
  } catch { /* they hold until the page is left */ }
}

/** Hides what was chosen, also in a table that came later. */
export function showColumns(columns = hidden()) {
  const table = document.querySelector('table.runs');
  if (!table) return;
  [...table.tHead.rows[0].cells].forEach((cell, at) => table.classList.toggle(`without-${at + 1}`, columns.has(at + 1)));
}

/** A box for each column, in the element that is given. */
export function chooseColumns(place) {
  const table = document.querySelector('table.runs');
  if (!table) return;
  const columns = hidden();
  [...table.tHead.rows[0].cells].slice(FIRST - 1).forEach((cell, at) => {
    const number = at + FIRST;
    const label = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = !columns.has(number);
    box.addEventListener('change', () => {
      columns[box.checked ? 'delete' : 'add'](number);
      keep(columns);
      showColumns(columns);
    });
    label.append(box, ` ${cell.textContent.trim()}`);
    place.append(label);
  });
  place.hidden = false;
  showColumns(columns);
}
