// Taking, giving back and giving away without leaving the list.
import { say } from '../lib/fragments.js';
import { csrf } from '../lib/http.js';
import { t } from '../lib/language.js';
import { startFinding } from './finding.js';
import { answerIn, takeIn } from './rows.js';

const dialog = () => document.getElementById('give');

export function startDeeds() {
  startFinding();
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    if (form.id !== 'work' && !form.matches('#give [data-give]')) return;
    event.preventDefault();
    const body = new FormData(form, event.submitter);
    const isSingle = body.has('one');
    if (isSingle) body.delete('task');
    event.submitter?.setAttribute('disabled', '');
    try {
      await send(form.getAttribute('action'), body);
    } catch {
      say(t('ติดต่อระบบไม่ได้ กรุณาลองใหม่', 'The service cannot be reached; try again.'));
    } finally {
      event.submitter?.removeAttribute('disabled');
    }
  });
}

async function send(address, body) {
  const headers = { 'HX-Request': 'true', 'X-CSRF-Token': csrf() };
  const answer = await fetch(address, { method: 'POST', headers, body });
  if (answer.status === 401) return document.body.dispatchEvent(new CustomEvent('khanton:signed-out'));
  const text = await answer.text();
  const told = answerIn(text);
  if (!answer.ok) return say(told?.textContent.trim() || answer.statusText);
  if (told.matches('.dialog-head')) return ask(text);
  dialog().close();
  document.getElementById('said').replaceChildren(...told.querySelector('[data-said]').childNodes);
  for (const box of document.querySelectorAll('.inbox input[name=task]:checked')) box.checked = false;
  takeIn(told, told.dataset.asked.split(' '));
}

function ask(text) {
  const inside = dialog().querySelector('.dialog-in');
  inside.replaceChildren(...new DOMParser().parseFromString(text, 'text/html').body.childNodes);
  dialog().showModal();
  inside.querySelector('input[type=search]').focus();
}
