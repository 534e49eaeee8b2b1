// The runs that are ticked in the list: they stay ticked from page to page of it, as long as the tab is open.
const KEY = 'narq2t-chosen';

function kept() {
  return new Set(JSON.parse(sessionStorage.getItem(KEY) || '[]'));
}

/** Takes up the ticks of a form, without what is no run any more; gives all chosen runs, on whatever page, by number. */
export function remember(form, gone) {
  const chosen = kept();
  form?.querySelectorAll('input[name=run]').forEach((box) => (box.checked ? chosen.add(box.value) : chosen.delete(box.value)));
  if (gone !== undefined) chosen.delete(gone);
  sessionStorage.setItem(KEY, JSON.stringify([...chosen]));
  return [...chosen].sort((a, b) => a - b);
}

/** Ticks again what was chosen. */
export function recall(form) {
  const chosen = kept();
  form?.querySelectorAll('input[name=run]').forEach((box) => { if (chosen.has(box.value)) box.checked = true; });
}
