// The page of a run: finished, or on its way.
import { actions } from './actions.js';
import { page } from './api.js';
import { drawFinished } from './finished.js';
import { follow, keepTime } from './live.js';
import { announce, lost } from './status.js';
import { drawNetworks } from './networks.js';
import { drawUnfinished } from './unfinished.js';

let redraw = () => {};

function start() {
  const data = JSON.parse(document.getElementById('run-data').textContent);
  const charts = document.getElementById('charts');
  actions(data, refresh);
  const own = document.querySelector('[data-plot=networks]');
  redraw = charts ? drawFinished(JSON.parse(charts.textContent)) : own ? drawNetworks(data) : drawUnfinished(data);
  if (!charts && !data.over) follow(data, redraw, refresh);
  keepTime(data);
  plots.watchSizes(document);
}

/** The run came to another state: the page of that state takes the place of this one. */
async function refresh() {
  try {
    const next = await page(location.href);
    document.querySelectorAll('.plot').forEach((place) => echarts.getInstanceByDom(place)?.dispose());
    document.title = next.title;
    const old = document.getElementById('main');
    const focused = old.contains(document.activeElement);
    old.replaceWith(document.adoptNode(next.getElementById('main')));
    start();
    if (focused) document.getElementById('main').focus({ preventScroll: true });
    announce(document.title);
  } catch {
    lost();
    setTimeout(refresh, 2000);
  }
}

start();
plots.dark.addEventListener('change', () => redraw());
