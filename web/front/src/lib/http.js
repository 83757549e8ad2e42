// Requests of our own scripts: they carry the page's token, and a refusal is an error with the server's words.

export class Refused extends Error {
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

export const csrf = () => document.querySelector('meta[name="csrf"]')?.content ?? '';

async function answered(response) {
  if (response.status === 401) document.body.dispatchEvent(new CustomEvent('khanton:signed-out'));
  if (!response.ok) throw new Refused(response.status, await response.text());
  const isJson = response.headers.get('Content-Type')?.startsWith('application/json');
  return isJson ? response.json() : response.text();
}

/** Ask for JSON or text. */
export async function get(address, signal) {
  return answered(await fetch(address, { signal, headers: { Accept: 'application/json' } }));
}

/** Ask for a change. `body`: FormData, URLSearchParams, or a value sent as JSON. */
export async function post(address, body, more = {}) {
  const isForm = body instanceof FormData || body instanceof URLSearchParams;
  const headers = { 'X-CSRF-Token': csrf(), Accept: 'application/json' };
  if (!isForm && body !== undefined) headers['Content-Type'] = 'application/json';
  const sent = isForm || body === undefined ? body : JSON.stringify(body);
  return answered(await fetch(address, { method: 'POST', headers, body: sent, ...more }));
}
