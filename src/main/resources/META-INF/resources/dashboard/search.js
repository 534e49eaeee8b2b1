// The form of a search: the words of the command, sent to the service as they are.
import { Refused, send } from './api.js';

const form = document.getElementById('search');
const submit = document.getElementById('submit');
const general = document.getElementById('general-error');
const field = (id) => document.getElementById(id);
const OPTIONS = {
  max_latency_ms: (value) => `--max-latency ${value}ms`,
  max_energy_mj: (value) => `--max-energy ${value}mJ`,
  max_parameters: (value) => `--max-params ${value}`,
  pareto: () => '--pareto',
};

/** What was chosen, by the names of the interface; what was left as it is stays out. */
function request() {
  const chosen = {};
  form.querySelectorAll('select, input').forEach((input) => {
    const text = input.value.trim();
    if (!text || (input.id === 'predictor' && field('strategy').value !== 'sequential')) return;
    const number = Number(text);
    chosen[input.id] = input.id === 'pareto' ? true : 'number' in input.dataset && !Number.isNaN(number) ? number : text;
  });
  return chosen;
}

function command() {
  const words = Object.entries(request()).map(([name, value]) => (OPTIONS[name] || (() => `--${name.replaceAll('_', '-')} ${value}`))(value));
  field('command').textContent = `./narq2t search ${words.join(' ')}`;
}

/** Only devices that were measured on the data set, and how fast they are. */
function devices() {
  const device = field('device');
  [...device.options].forEach((option) => {
    option.hidden = Boolean(option.dataset.dataset) && (option.dataset.dataset !== field('dataset').value || field('space').selectedIndex > 0);
    option.disabled = option.hidden;
  });
  if (device.selectedOptions[0].hidden) {
    const same = [...device.options].find((option) => option.value === device.value && !option.hidden);
    device.selectedIndex = same ? same.index : 0;
  }
  field('device-hint').textContent = device.selectedOptions[0].dataset.hint;
  field('predictor').disabled = field('strategy').value !== 'sequential';
}

function show(errors) {
  general.textContent = '';
  form.querySelectorAll('[aria-invalid]').forEach((input) => input.removeAttribute('aria-invalid'));
  form.querySelectorAll('.field .error').forEach((text) => { text.textContent = ''; });
  errors.forEach(({ field: name, reason }) => {
    const text = document.getElementById(`${name}-error`);
    (text || general).textContent = reason;
    if (text) field(name).setAttribute('aria-invalid', 'true');
  });
}

function changed() {
  devices();
  command();
}

form.addEventListener('input', changed);
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  submit.disabled = true;
  show([]);
  try {
    const run = await send('POST', '/api/v1/search', request());
    location.assign(`/runs/${run.run}`);
  } catch (e) {
    show(e instanceof Refused && e.errors.length ? e.errors : [{ field: '', reason: e instanceof TypeError ? 'The service cannot be reached. Is it running?' : e.message }]);
    submit.disabled = false;
  }
});
changed();
