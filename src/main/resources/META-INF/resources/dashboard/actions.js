// The buttons of a run, and what it is called.
import { send } from './api.js';

/** @param done is called when the run is in another state */
export function actions(data, done) {
  const refused = document.getElementById('refused');
  const address = `/api/v1/runs/${data.run}`;
  const calls = {
    cancel: async () => { await send('POST', `${address}/cancel`, {}); await done(); },
    unwanted: async () => {
      const button = document.getElementById('network-cancel');
      await send('POST', `${address}/trainings/cancel`, { cell: button.dataset.cell });
      document.getElementById('network-now').hidden = true;
    },
    resume: async () => { await send('POST', `${address}/resume`, {}); await done(); },
    delete: async () => {
      if (!(await sure())) return;
      await send('DELETE', address);
      location.assign('/');
    },
  };
  document.getElementById('label')?.addEventListener('submit', async (event) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.target));
    refused.textContent = '';
    try {
      await send('PATCH', address, { ...values, tags: values.tags.split(/[\s,]+/).filter(Boolean) });
      await done();
    } catch (e) {
      refused.textContent = e instanceof TypeError ? 'The service cannot be reached. Is it running?' : e.message;
    }
  });
  document.querySelectorAll('[data-action]').forEach((button) => button.addEventListener('click', async () => {
    refused.textContent = '';
    button.disabled = true;
    try {
      await calls[button.dataset.action]();
    } catch (e) {
      refused.textContent = e instanceof TypeError ? 'The service cannot be reached. Is it running?' : e.message;
    } finally {
      button.disabled = false;
    }
  }));
}

export function sure() {
  const dialog = document.getElementById('sure');
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener('close', () => answer(dialog.returnValue === 'yes'), { once: true });
  });
}
