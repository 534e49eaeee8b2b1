// Follows a run by its events. The browser connects again by itself, and says which event it had last.
import { page } from './api.js';
import { announce, found, lost } from './status.js';

// Milliseconds
const SETTLED = 300; // on connecting, all earlier states come in a row
const PATIENCE = 1500; // without events before the connection is called lost: a stream ends with its run, too
const QUEUE = 5000; // between two looks at the queue

let source = null;

/**
 * @param draw see unfinished.js
 * @param turned is called when the run is in another state than the page shows
 */
export function follow(data, draw, turned) {
  source?.close();
  const own = new EventSource(`/api/v1/runs/${data.run}/events`);
  source = own;
  const time = clock();
  let settle;
  let patience;

  const alive = () => {
    clearTimeout(patience);
    patience = undefined;
    found();
  };
  const on = (kind, take) => own.addEventListener(kind, (event) => { alive(); take(JSON.parse(event.data)); });
  const came = (state) => {
    clearTimeout(settle);
    if (state === data.state) return;
    settle = setTimeout(() => { own.close(); alive(); turned(); }, SETTLED);
  };
  on('state', ({ state }) => came(state));
  on('progress', (progress) => {
    if (progress.state !== data.state) came(progress.state);
    show(progress, time);
  });
  on('stage', ({ stage }) => begun(stage));
  on('epoch', draw.epoch);
  on('iteration', draw.iteration);
  on('network', draw.network ?? (() => {}));
  own.onopen = alive;
  own.onerror = () => {
    patience ??= setTimeout(() => { if (source === own && own.readyState !== EventSource.OPEN) lost(); }, PATIENCE);
    if (own.readyState === EventSource.CLOSED) { // refused for now, so that the browser gave up
      setTimeout(() => { if (source === own && !settle) follow(data, draw, turned); }, 2000);
    }
  };
}

/** Every second: how long it has run; while it waits, how many are before it. */
export function keepTime(data) {
  const took = document.getElementById('took');
  const started = performance.now() - 1000 * Number(took?.dataset.seconds);
  if (took?.dataset.seconds && !data.over) {
    const tick = setInterval(() => {
      if (took.isConnected) took.textContent = words(Math.round((performance.now() - started) / 1000));
      else clearInterval(tick);
    }, 1000);
  }
  const waiting = document.querySelector('[data-waiting]');
  if (waiting) {
    const look = setInterval(async () => {
      if (!waiting.isConnected) { clearInterval(look); return; }
      const now = await page(location.href).then((next) => next.querySelector('[data-waiting]'), () => null);
      if (now && now.textContent !== waiting.textContent) waiting.textContent = now.textContent;
    }, QUEUE);
  }
}

/** What is left of a stage, from how fast its steps were. */
function clock() {
  let first = null;
  return ({ stage, steps, steps_done: done }) => {
    const now = performance.now();
    if (!first || first.stage !== stage || done < first.done) first = { stage, done, now };
    const seconds = (now - first.now) / 1000;
    return done > first.done && seconds > 2 ? ((steps - done) * seconds) / (done - first.done) : null;
  };
}

function show(progress, time) {
  const text = document.getElementById('progress-text');
  if (!text || !progress.stage) return;
  const bar = document.getElementById('progress');
  const { stage, steps, steps_done: done } = progress;
  text.textContent = steps ? `${stage}, ${done.toLocaleString('en')} of ${steps.toLocaleString('en')}` : stage;
  if (steps) {
    bar.max = steps;
    bar.value = done;
  } else {
    bar.removeAttribute('value');
  }
  const left = time(progress);
  if (left !== null) document.getElementById('left').textContent = `about ${words(left)} left in this stage`;
  else if (!steps) document.getElementById('left').textContent = '';
}

function words(seconds) {
  const whole = Math.max(1, Math.round(seconds));
  const two = (n) => String(n).padStart(2, '0');
  if (whole < 60) return `${whole} s`;
  return whole < 3600 ? `${Math.floor(whole / 60)} min ${two(whole % 60)} s` : `${Math.floor(whole / 3600)} h ${two(Math.floor(whole / 60) % 60)} min`;
}

function begun(stage) {
  const items = [...document.querySelectorAll('[data-stage]')];
  const current = items.findIndex((item) => item.dataset.stage === stage);
  items.forEach((item, at) => {
    item.className = at < current ? 'done' : at === current ? 'current' : 'later';
    if (at === current) item.setAttribute('aria-current', 'step');
    else item.removeAttribute('aria-current');
  });
  announce(`Stage: ${stage}`);
}
