// The plots of a run that is not over, or ended without a result. Data: the run's epochs as its
// events tell them, its search as org.narq2t.report.SearchInProgress.State.
import { send } from './api.js';

const LONGEST_PAUSE = 1000; // milliseconds between two looks at the search

/** Draws what there is; gives a function that draws again, after new epochs or iterations if there are any. */
export function drawUnfinished(data) {
  const epochs = new Map(data.trained.map((epoch) => [epoch.train.epoch, epoch]));
  let search = null;
  let asked = false;
  let again = false;

  const draw = () => {
    if (!document.querySelector('[data-plot]')) return;
    training(data, [...epochs.values()].sort((a, b) => a.train.epoch - b.train.epoch));
    if (search) searched(search);
  };

  // One question at a time, at most one a second: iterations may come faster.
  const look = async () => {
    if (asked) { again = true; return; }
    asked = true;
    try {
      const found = await send('GET', `/runs/${data.run}/search`);
      if (found) search = found;
      draw();
    } catch {
      again = true; // the table may be on its way; a lost connection is told by the events
    }
    setTimeout(() => { asked = false; if (again) { again = false; look(); } }, LONGEST_PAUSE);
  };

  let drawn = false;
  const soon = () => {
    if (drawn) return;
    drawn = true;
    requestAnimationFrame(() => { drawn = false; draw(); });
  };
  draw();
  if (data.searched > 0) look();
  return Object.assign(draw, {
    epoch: (epoch) => { epochs.set(epoch.train.epoch, epoch); soon(); },
    iteration: (iteration) => { decided(iteration, data.iterations); look(); },
  });
}

function training(data, epochs) {
  const by = (value) => epochs.map((epoch) => plots.number(value(epoch)));
  const best = epochs.filter((epoch) => epoch.best).map((epoch) => epoch.train.epoch).pop();
  const run = {
    epochs: data.epochs, tiers: data.tiers, bestEpoch: best === undefined ? -1 : best,
    training: {
      trainLoss: by((e) => e.train.loss), tierLoss: by((e) => e.train.tier_loss), rankingLoss: by((e) => e.train.ranking_loss),
      latencyLoss: by((e) => e.train.latency_loss), validationLoss: by((e) => e.validation.loss),
      trainAccuracy: by((e) => e.train.tier_accuracy), validationAccuracy: by((e) => e.validation.tier_accuracy),
    },
  };
  document.querySelectorAll('[data-plot=losses], [data-plot=accuracy]').forEach((place) => plots.paint(place, plots[place.dataset.plot](run)));
  const last = epochs[epochs.length - 1];
  document.getElementById('training-text').textContent = last
    ? `Epoch ${last.train.epoch + 1} of ${data.epochs}: loss ${loss(last.train.loss)} in training, ${loss(last.validation.loss)} in validation`
      + (data.tiers ? `; tier accuracy ${share(last.train.tier_accuracy)} and ${share(last.validation.tier_accuracy)}.` : '.')
    : 'No epoch is done yet.';
}

const loss = (value) => (typeof value === 'number' ? value.toFixed(4) : 'not a number');
const share = (value) => (typeof value === 'number' ? `${(100 * value).toFixed(1)} %` : 'none');

function searched(found) {
  document.getElementById('searching').hidden = false;
  const run = { accuracy: found.accuracy, curves: found.curves };
  document.querySelectorAll('figure[data-rule]').forEach((figure) => {
    figure.hidden = !found.curves.some((curve) => curve.rule === figure.dataset.rule);
    const place = figure.querySelector('.plot');
    if (!figure.hidden) plots.paint(place, plots.search(run, place.dataset.rule));
  });
  document.getElementById('drawn').innerHTML = ''; // drawings are the service's own SVG
  document.getElementById('drawn').append(...found.drawn.map(({ row, svg }) => {
    const figure = document.createElement('figure');
    figure.innerHTML = svg;
    figure.append(element('figcaption', `Rank ${row.rank}, iteration ${row.iteration}: ${found.splits.map((s, i) => `${s} ${row.accuracies[i]} %`).join(', ')}`));
    return figure;
  }));
  const numbers = ['Iteration', 'Score', ...found.splits.map((split) => `${split} %`), 'Rank'];
  document.getElementById('candidate-head').replaceChildren(heading('Architecture', 'col', ''), ...numbers.map((name) => heading(name, 'col', 'number')));
  document.getElementById('candidates').replaceChildren(...found.candidates.map((row) => {
    const line = document.createElement('tr');
    const name = heading('', 'row', '');
    name.append(element('code', row.description));
    line.append(name, ...[row.iteration, row.score, ...row.accuracies, row.rank].map((value) => element('td', value, 'number')));
    return line;
  }));
}

function decided(iteration, iterations) {
  const looked = iteration.candidates.length;
  document.getElementById('search-text').textContent = `Iteration ${iteration.iteration + 1} of ${iterations}: of ${iteration.sampled} sampled, ${iteration.top_tier} are predicted to be of tier 1; ${looked} looked up.`;
  const items = iteration.decisions.map((d) => `${d.quantity}: ${d.distribution ? 'the distribution of tier 1 is kept' : 'only the interval of tier 1 is kept'}: ${d.reason}.`);
  document.getElementById('decisions').replaceChildren(...(items.length ? items : ['It was not asked: the batch was sampled at random.']).map((text) => element('li', text)));
}

function element(name, text, style) {
  const made = document.createElement(name);
  made.textContent = text;
  if (style) made.className = style;
  return made;
}

function heading(text, scope, style) {
  const made = element('th', text, style);
  made.scope = scope;
  return made;
}
