// What the studio's scripts ask of the server: files of the page's draft, and why something was refused.
import { csrf } from '../lib/http.js';
import { t } from '../lib/language.js';

export const studio = document.querySelector('#studio');

/** Where a file of the page's draft is read and saved. */
export const addressOf = (name) => studio.dataset.files + encodeURIComponent(name);

export function post(address, value) {
  const headers = { 'X-CSRF-Token': csrf(), Accept: 'application/json', 'Content-Type': 'application/json' };
  return fetch(address, { method: 'POST', headers, body: JSON.stringify(value) });
}

export async function read(name) {
  const answer = await fetch(addressOf(name), { headers: { Accept: 'application/json' } });
  if (!answer.ok) return { status: answer.status, why: await whyOf(answer) };
  return { text: await answer.text(), revision: Number(answer.headers.get('X-Revision')) };
}

/** A refusal as problem details: `code`, `detail` (a sentence) and `about`. */
export async function whyOf(answer) {
  try {
    return await answer.json();
  } catch {
    return { code: '', detail: t('ระบบไม่รับคำขอนี้', 'The service refused this request.'), about: {} };
  }
}

/** Take the token of the session that is open by now: 'own'; 'none'; 'other' when it is somebody else's. */
export async function renew() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const now = page.querySelector('#studio');
    if (!now) return 'none';
    if (now.dataset.user !== studio.dataset.user) return 'other';
    document.querySelector('meta[name="csrf"]').content = page.querySelector('meta[name="csrf"]').content;
    return 'own';
  } catch {
    return 'none';
  }
}
