// The REST interface, from pages.

/** An answer that refuses: problem+json, or none at all. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.detail || problem.title || 'The service refused, and did not say why.');
    this.errors = problem.errors || (problem.field ? [{ field: problem.field, reason: this.message }] : []);
  }
}

/** Sends JSON; gives JSON, or null where there is none. Throws Refused; TypeError if there is no connection. */
export async function send(method, path, body, signal) {
  const answer = await fetch(path, {
    method,
    headers: { 'Content-Type': 'application/json', Accept: 'application/json, application/problem+json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal,
  });
  const text = await answer.text();
  const json = text && /json/.test(answer.headers.get('Content-Type') || '') ? JSON.parse(text) : null;
  if (!answer.ok) throw new Refused(json || { title: `The service answered ${answer.status}.` });
  return json;
}

/** The page at an address, parsed. */
export async function page(address) {
  const answer = await fetch(address, { headers: { Accept: 'text/html' } });
  if (!answer.ok) throw new Refused({ title: `The service answered ${answer.status}.` });
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}
