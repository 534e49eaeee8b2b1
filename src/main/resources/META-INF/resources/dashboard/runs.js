// The list of runs: brought up to date every two seconds from the page itself.
import { page } from './api.js';
import { announce, found, lost } from './status.js';

const MILLISECONDS = 2000;

function rows(within) {
  return new Map([...within.querySelectorAll('tr[data-run]')].map((row) => [row.dataset.run, row]));
}

/** Puts the cells that changed in place; the box that chooses a run is left as it is, and so is what has the focus. */
function update(old, row) {
  if (old.dataset.state !== row.dataset.state) {
    announce(`Run ${row.dataset.run} is ${row.dataset.state}`);
    old.dataset.state = row.dataset.state;
  }
  [...row.cells].forEach((cell, at) => {
    const before = old.cells[at];
    if (at > 0 && before.innerHTML !== cell.innerHTML && !before.contains(document.activeElement)) before.replaceWith(cell.cloneNode(true));
  });
}

async function refresh() {
  const next = await page(location.href);
  found();
  const body = document.querySelector('table.runs tbody');
  const nextBody = next.querySelector('table.runs tbody');
  if (!body || !nextBody) {
    if (body !== nextBody) document.getElementById('runs').replaceWith(next.getElementById('runs'));
    choose();
    return;
  }
  const old = rows(body);
  const now = rows(nextBody);
  old.forEach((row, id) => { if (!now.has(id)) row.remove(); });
  let place = body.firstElementChild;
  now.forEach((row, id) => {
    const known = old.get(id);
    if (known) {
      update(known, row);
      place = known.nextElementSibling;
    } else {
      body.insertBefore(document.importNode(row, true), place);
    }
  });
  document.querySelector('.paging').replaceWith(next.querySelector('.paging'));
  choose();
}

/** The button says how many are chosen. */
function choose() {
  const button = document.getElementById('compare');
  if (!button) return;
  const chosen = document.querySelectorAll('#choose input:checked').length;
  button.disabled = chosen < 2;
  button.textContent = chosen < 2 ? 'Choose runs to compare' : `Compare ${chosen} runs`;
}

async function poll() {
  if (!document.hidden) {
    try {
      await refresh();
    } catch {
      lost();
    }
  }
  setTimeout(poll, MILLISECONDS);
}

document.getElementById('main').addEventListener('change', choose);
document.addEventListener('visibilitychange', () => { if (!document.hidden) refresh().catch(lost); });
window.addEventListener('pageshow', choose);
choose();
setTimeout(poll, MILLISECONDS);
