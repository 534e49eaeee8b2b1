// The form of a new run: checked by the service's rules while it is filled in.
import { page, Refused, send } from './api.js';
import { found, lost } from './status.js';

const PAUSE = 350; // milliseconds after the last key
const form = document.getElementById('new');
const verdict = document.getElementById('verdict');
const general = document.getElementById('general-error');
const yaml = document.getElementById('yaml');
const submit = document.getElementById('submit');
let base = JSON.parse(document.getElementById('form-data').textContent);
let timer;
let asked;

const fields = () => [...form.querySelectorAll('[data-key]')];

/** What the fields say that the base does not, and the lines below them. */
function overrides() {
  const changed = fields().filter((field) => field.value.trim() !== field.dataset.base).map((field) => `${field.dataset.key}=${field.value.trim()}`);
  const lines = document.getElementById('overrides').value.split('\n').map((text) => text.trim()).filter((text) => text && !text.startsWith('#'));
  return [...changed, ...lines];
}

function request() {
  const ranker = document.getElementById('ranker_run').value;
  const what = base.configuration ? { configuration: base.configuration } : { preset: base.preset, space: base.space, dataset: base.dataset };
  return { ...what, overrides: [...base.chosen, ...overrides()], ...(ranker ? { ranker_run: Number(ranker) } : {}) };
}

/** Beside its field, or where fields have no place of their own. */
function place(field) {
  const lines = document.getElementById('overrides');
  const known = fields().find((input) => input.dataset.key === field) || document.getElementById(field);
  return known && form.contains(known) ? known : lines.value.includes(field) && field ? lines : null;
}

function show(errors) {
  form.querySelectorAll('[aria-invalid]').forEach((field) => field.removeAttribute('aria-invalid'));
  form.querySelectorAll('.error').forEach((text) => { text.textContent = ''; });
  errors.forEach(({ field, reason }) => {
    const input = place(field);
    const text = input && document.getElementById(`${input.id}-error`);
    if (text) {
      input.setAttribute('aria-invalid', 'true');
      text.textContent = reason;
    } else {
      general.textContent = `${general.textContent} ${field ? `${field}: ` : ''}${reason}`.trim();
    }
  });
}

async function check() {
  asked?.abort();
  asked = new AbortController();
  try {
    const answer = await send('POST', '/api/v1/runs/validate', request(), asked.signal);
    found();
    show(answer.valid ? [] : answer.errors);
    submit.disabled = !answer.valid;
    if (answer.valid) {
      yaml.textContent = answer.configuration;
      verdict.textContent = `Ready. It will look up at most ${answer.queries.toLocaleString('en')} trained results.`;
    } else {
      verdict.textContent = 'Not yet: see what is marked.';
    }
  } catch (e) {
    if (e.name === 'AbortError') return;
    submit.disabled = true;
    if (e instanceof Refused) {
      show(e.errors.length ? e.errors : [{ field: '', reason: e.message }]);
      verdict.textContent = 'Not yet: see what is marked.';
    } else {
      lost();
      timer = setTimeout(check, 2000);
    }
  }
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(check, PAUSE);
}

/** Another preset, space, data set or module: its settings come into the fields that were not changed. */
async function rebase() {
  const other = new URLSearchParams(location.search);
  form.querySelectorAll('[data-part]').forEach((part) => other.set(part.dataset.part, part.value));
  other.delete('set');
  form.querySelectorAll('[data-module]').forEach((module) => other.append('set', `${module.dataset.key}=${module.value}`));
  const next = await page(`/new?${other}`);
  const changed = new Map(fields().filter((field) => field.value.trim() !== field.dataset.base && !('module' in field.dataset)).map((field) => [field.id, field.value]));
  base = JSON.parse(next.getElementById('form-data').textContent);
  ['settings', 'dataset', 'ranker_run'].forEach((id) => document.getElementById(id).replaceChildren(...next.getElementById(id).children));
  changed.forEach((value, id) => {
    const field = document.getElementById(id);
    if (field) field.value = value;
  });
  history.replaceState(null, '', `/new?${other}`);
}

form.addEventListener('input', soon);
form.addEventListener('change', async (event) => {
  if (!('part' in event.target.dataset) && !('module' in event.target.dataset)) return;
  try {
    await rebase();
  } catch (e) {
    if (e instanceof Refused) general.textContent = e.message;
    else lost();
  }
  soon();
});
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  submit.disabled = true;
  try {
    const run = await send('POST', '/api/v1/runs', request());
    location.assign(`/runs/${run.run}`);
  } catch (e) {
    show(e instanceof Refused && e.errors.length ? e.errors : [{ field: '', reason: e instanceof TypeError ? 'The service cannot be reached. Is it running?' : e.message }]);
    submit.disabled = false;
  }
});
check();
