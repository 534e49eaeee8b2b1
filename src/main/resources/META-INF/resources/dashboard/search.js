// The form of a search: the words of the command, sent to the service as they are.
import { Refused, send } from './api.js';

const form = document.getElementById('search');
const submit = document.getElementById('submit');
const general = document.getElementById('general-error');
const field = (id) => document.getElementById(id);
const every = [...field('device').options];
const OPTIONS = {
  max_latency_ms: (value) => `--max-latency ${value}ms`,
  max_energy_mj: (value) => `--max-energy ${value}mJ`,
  max_parameters: (value) => `--max-params ${value}`,
  pareto: () => '--pareto',
};

/** What was chosen, by the names of the interface; what was left as it is stays out: the first of a list is the default. */
function request() {
  const chosen = {};
  form.querySelectorAll('select, input').forEach((input) => {
    const text = input.value.trim();
    if (!text || (input.selectedIndex === 0 && input.id !== 'dataset')) return;
    if (input.id === 'predictor' && field('strategy').value !== 'sequential') return;
    const number = Number(text);
    chosen[input.id] = input.id === 'pareto' ? true : 'number' in input.dataset && !Number.isNaN(number) ? number : text;
  });
  return chosen;
}

function command() {
  const words = Object.entries(request()).map(([name, value]) => (OPTIONS[name] || (() => `--${name.replaceAll('_', '-')} ${value}`))(value));
  field('command').textContent = ['./narq2t search', ...words].join(' \\\n  ');
}

/** Only devices that were measured on the data set, and how fast they are. */
function devices() {
  const device = field('device');
  const { value } = device;
  const standard = field('space').selectedIndex === 0; // the others have no latencies
  const known = every.filter(({ dataset }) => !dataset.dataset || (standard && dataset.dataset === field('dataset').value));
  if (known.length !== device.options.length || known.some((option, at) => option !== device.options[at])) {
    device.replaceChildren(...known);
    device.value = known.some((option) => option.value === value) ? value : '';
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
form.addEventListener('change', changed);
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
