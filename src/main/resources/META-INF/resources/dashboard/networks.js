// The trainings of a run on own images, as they go on. Data: org.narq2t.run.RunEvent.NetworkEpoch.
import { page } from './api.js';

const CREW = 5_000; // milliseconds between two looks at what a cluster does
const SETTLED = 700; // milliseconds: an epoch is told before the record of its training is written

/** Draws what there is; gives a function that draws again, and takes further epochs. */
export function drawNetworks(data) {
  const trainings = []; // {cell, epochs, curve}, the last one is going on
  const place = document.querySelector('[data-plot=networks]');
  let due;

  const take = ({ cell, epoch, epochs, accuracy }) => {
    let training = trainings.findLast((t) => t.cell === cell && t.epochs === epochs);
    if (!training) trainings.push(training = { cell, epochs, curve: [] });
    training.curve[epoch - 1] = plots.number(accuracy);
    return training;
  };
  const draw = () => {
    document.getElementById('networks-figure').hidden = trainings.length === 0;
    if (trainings.length) plots.paint(place, plots.trainings(trainings, !data.over));
  };
  const tell = (training) => {
    const now = document.getElementById('network-now');
    if (!now) return;
    const done = training.curve.length;
    now.hidden = done === training.epochs;
    const accuracy = training.curve[done - 1];
    document.getElementById('network-text').textContent = `Epoch ${done} of ${training.epochs} is done${accuracy === null ? '' : `, ${accuracy.toFixed(2)} %`}: ${training.cell}`;
    document.getElementById('network-cancel').dataset.cell = training.cell;
  };
  const table = async () => {
    const next = await page(location.href).then((whole) => whole.getElementById('trained'), () => null);
    if (next) document.getElementById('trained')?.replaceWith(document.adoptNode(next));
  };
  data.networks.forEach(take);
  draw();
  if (trainings.length) tell(trainings[trainings.length - 1]);
  if (document.querySelector('[data-crew]')) setInterval(table, CREW); // why a training waits, which no event tells
  return Object.assign(draw, {
    epoch: () => {},
    iteration: () => {},
    network: (told) => {
      tell(take(told));
      draw();
      clearTimeout(due);
      due = setTimeout(table, SETTLED);
    },
  });
}
