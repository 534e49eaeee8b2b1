// Asks the predictor of a finished run, and shows what it says.
import { send } from './api.js';

const NOTHING = '–';
const form = document.getElementById('predict');
const element = (id) => document.getElementById(id);

/** A whole number is the number of a network, anything else its description. */
const named = (line) => (/^\d{1,9}$/.test(line) ? Number(line) : line);

async function asked() {
  const run = Number(element('run').value);
  const lines = element('architectures').value.split('\n').map((line) => line.trim()).filter(Boolean);
  return lines.length
    ? send('POST', '/api/v1/predict', { run, architectures: lines.map(named) })
    : send('GET', `/api/v1/runs/${run}/best?count=${encodeURIComponent(element('top').value.trim() || '20')}`);
}

function row(one) {
  const line = document.createElement('tr');
  const cells = [
    one.index,
    one.score.toFixed(4),
    one.deviation === undefined ? NOTHING : one.deviation.toFixed(4),
    one.tier || NOTHING,
    one.latency_ms === undefined ? NOTHING : one.latency_ms.toFixed(3),
  ];
  cells.forEach((text) => {
    const cell = line.insertCell();
    cell.className = 'number';
    cell.textContent = text;
  });
  const code = document.createElement('code');
  code.textContent = one.architecture;
  line.insertCell().append(code);
  return line;
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  element('refused').textContent = '';
  element('ask').disabled = true;
  try {
    const answer = await asked();
    const { latency } = answer;
    element('latency').textContent = latency ? `Latency on ${latency.device} by ${latency.predictor}, expected error ${latency.expected_error_ms.toFixed(3)} ms.` : '';
    element('predictions').replaceChildren(...answer.predictions.map(row));
    element('answer').hidden = false;
  } catch (e) {
    element('answer').hidden = true;
    element('refused').textContent = e instanceof TypeError ? 'The service cannot be reached. Is it running?' : e.message;
  } finally {
    element('ask').disabled = false;
  }
});
