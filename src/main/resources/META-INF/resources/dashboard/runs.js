// The list of runs: brought up to date every two seconds from the page itself.
import { sure } from './actions.js';
import { page, send } from './api.js';
import { recall, remember } from './chosen.js';
import { chooseColumns, showColumns } from './columns.js';
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
    showColumns();
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

/** The buttons say how many are chosen, also on other pages of the list. */
function choose() {
  const button = document.getElementById('compare');
  if (!button) return;
  const chosen = remember(document.getElementById('choose')).length;
  button.disabled = chosen < 2;
  button.textContent = chosen < 2 ? 'Choose runs to compare' : `Compare ${chosen} runs`;
  const drop = document.getElementById('delete');
  drop.hidden = chosen === 0;
  drop.textContent = chosen === 1 ? 'Delete 1 run' : `Delete ${chosen} runs`;
}

/** Deletes what is chosen; the first that cannot be deleted is told, and stays. */
async function drop() {
  const refused = document.getElementById('refused');
  const chosen = remember(document.getElementById('choose'));
  refused.textContent = '';
  document.getElementById('sure-runs').textContent = `Runs ${chosen.join(', ')}.`;
  if (!(await sure())) return;
  try {
    for (const run of chosen) {
      await send('DELETE', `/api/v1/runs/${run}`); // one after the other: each locks its record
      const box = document.querySelector(`#choose input[value="${run}"]`);
      if (box) box.checked = false;
      remember(document.getElementById('choose'), run);
    }
  } catch (e) {
    refused.textContent = e instanceof TypeError ? 'The service cannot be reached. Is it running?' : e.message;
  }
  await refresh();
}

document.getElementById('main').addEventListener('click', (event) => { if (event.target.id === 'delete') drop(); });
document.getElementById('main').addEventListener('submit', (event) => {
  if (event.target.id !== 'choose') return;
  event.preventDefault();
  location.assign(`/compare?${remember(event.target).map((run) => `run=${run}`).join('&')}`);
});

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
function recallAndChoose() {
  recall(document.getElementById('choose'));
  choose();
}

window.addEventListener('pageshow', recallAndChoose);
recallAndChoose();
chooseColumns(document.getElementById('columns'));
setTimeout(poll, MILLISECONDS);
