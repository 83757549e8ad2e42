// Settings of a draft: each form is saved when something in it has changed; what is wrong is told beside it.
import { t, moment } from '../lib/language.js';
import { csrf } from '../lib/http.js';
import { renew, studio, whyOf } from '../studio/asking.js';
import { bar } from '../studio/bars.js';
import { at } from '../studio/presence.js';

const place = document.querySelector('#saving');
let queue = Promise.resolve();

function say(text, kind = '') {
  place.textContent = text;
  place.className = `saving ${kind}`;
}

function show(form, found) {
  const card = form.closest('details');
  for (const each of document.querySelectorAll('input[name="revision"]')) each.value = found.revision;
  form.elements.was.value = form.elements.name.value.trim();
  card.querySelector('[data-called]').textContent = found.called;
  card.querySelector('[data-name]').textContent = form.elements.was.value;
  card.querySelector('[data-shown]').textContent = found.shown;
  card.querySelector('[data-kind]').textContent = found.kind;
  card.querySelector('[data-wrong]').hidden = !found.problems.length;
  told(card, found.problems);
}

function told(card, problems) {
  const items = problems.map((each) => Object.assign(document.createElement('li'), { textContent: each }));
  card.querySelector('[data-problems]').replaceChildren(...items);
}

async function send(form) {
  const headers = { 'X-CSRF-Token': csrf(), Accept: 'application/json' };
  return fetch(form.action, { method: 'POST', headers, body: new URLSearchParams(new FormData(form)) });
}

async function save(form, isAgain = false) {
  say(t('กำลังบันทึก…', 'Saving…'));
  let answer;
  try {
    answer = await send(form);
  } catch {
    say(t('ขาดการเชื่อมต่อ ยังไม่ได้บันทึก', 'No connection: not saved yet'), 'is-warn');
    addEventListener('online', () => save(form), { once: true });
    return false;
  }
  if (answer.ok) {
    show(form, await answer.json());
    say(t(`บันทึกแล้ว ${moment(new Date(), { timeStyle: 'short' })}`, `Saved ${moment(new Date(), { timeStyle: 'short' })}`));
    return true;
  }
  return refused(form, await whyOf(answer), isAgain);
}

async function refused(form, why, isAgain) {
  if (why.code === '' && !isAgain) {
    if ((await renew()) === 'own') return save(form, true);
    document.body.dispatchEvent(new CustomEvent('khanton:signed-out'));
    say(t('หมดเวลาเข้าสู่ระบบ ยังไม่ได้บันทึก', 'Your session has ended: not saved yet'), 'is-warn');
    addEventListener('focus', () => save(form), { once: true });
    return false;
  }
  say(t('ยังไม่ได้บันทึก', 'Not saved'), 'is-bad');
  if (why.code === 'draft_file_changed') first(why.about);
  else told(form.closest('details'), [why.detail]);
  return false;
}

/** Somebody else was first: nothing is overwritten; what is written here stays until the page is opened anew. */
function first(about) {
  const who = about.by === studio.dataset.user ? t('ท่านเอง (จากอีกหน้าต่างหนึ่ง)', 'You, in another window,') : t(about.by_th, about.by_en);
  if (document.querySelector('.studio-bar')) return;
  bar(t(`${who} แก้ค่าตั้งไปก่อนแล้วเมื่อ ${moment(about.at)} ที่แก้ในหน้านี้ยังไม่ได้บันทึก`, `${who} changed the settings first, at ${moment(about.at)}; what is changed here is not saved.`), [
    t('เปิดฉบับใหม่', 'Open the newer one'),
    () => location.reload(),
  ]);
}

for (const form of document.querySelectorAll('form[data-setting]')) {
  form.querySelector('[data-plain]').hidden = true;
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', (event) => {
    queue = queue.then(() => save(form));
    // Another kind is written in another way: the page has the field for it.
    if (event.target.matches('[data-reload]')) queue.then((isSaved) => isSaved && reopen(form));
  });
}

function reopen(form) {
  location.hash = form.closest('details').id;
  location.reload();
}

const opened = location.hash && document.getElementById(location.hash.slice(1));
if (opened?.matches?.('details')) opened.open = true;
at('settings.json');
