// The page of a study: brought up to date every two seconds from the page itself, and its button.
import { page, send } from './api.js';
import { announce, found, lost } from './status.js';

const MILLISECONDS = 2000;

/** Puts a part of the page in place if it changed. */
function update(next, id) {
  const old = document.getElementById(id);
  const now = next.getElementById(id);
  if (old.dataset.as === now.innerHTML) return false;
  const first = old.dataset.as === undefined;
  old.dataset.as = now.innerHTML;
  if (first && old.innerHTML === now.innerHTML) return false;
  if (old.contains(document.activeElement) && old.id === 'tables') return false;
  old.innerHTML = now.innerHTML;
  return true;
}

async function refresh() {
  const next = await page(location.href);
  found();
  if (update(next, 'progress')) announce(document.querySelector('#progress p').textContent);
  update(next, 'runs');
  const tables = document.getElementById('tables');
  const now = next.getElementById('tables').innerHTML;
  if (tables.dataset.as !== undefined && tables.dataset.as !== now && !tables.contains(document.activeElement)) {
    tables.innerHTML = now;
    showColumns(tables);
    plots.watchSizes(tables);
  }
  tables.dataset.as = now;
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

const start = document.getElementById('start');

/** Queues what is missing, for the service's workers or for a cluster. */
async function submit(request) {
  const refused = document.getElementById('refused');
  refused.textContent = '';
  start.disabled = true;
  try {
    await send('POST', `/api/v1/studies/${start.dataset.study}/runs`, request);
    await refresh();
  } catch (e) {
    refused.textContent = e instanceof TypeError ? 'The service cannot be reached. Is it running?' : e.message;
  } finally {
    start.disabled = false;
  }
}

start.addEventListener('click', () => submit({}));
document.getElementById('cluster').addEventListener('submit', (event) => {
  event.preventDefault();
  const given = [...new FormData(event.target)].filter(([, value]) => value !== '');
  submit({ ray: Object.fromEntries(given.map(([name, value]) => [name, name === 'address' ? value : Number(value)])) });
});

plots.watchSizes(document);
setTimeout(poll, MILLISECONDS);
