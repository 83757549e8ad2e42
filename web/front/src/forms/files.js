// Files are kept as soon as they are chosen: progress is shown, each can be taken back.
import { problemOf, shrunk } from '../lib/attaching.js';
import { csrf } from '../lib/http.js';
import { t } from '../lib/language.js';
import { changed, make } from './elements.js';

export function startFiles(form, place) {
  for (const box of form.querySelectorAll('[data-files]')) connect(box, place);
}

function connect(box, place) {
  const input = box.querySelector('input[type=file]');
  const pick = box.querySelector('.file-pick');
  input.addEventListener('change', () => {
    take(box, place, [...input.files]);
    input.value = '';
  });
  for (const type of ['dragover', 'dragleave', 'drop']) {
    box.addEventListener(type, (event) => {
      event.preventDefault();
      pick.classList.toggle('dropping', type === 'dragover');
      if (type === 'drop') take(box, place, [...event.dataTransfer.files]);
    });
  }
  box.addEventListener('click', (event) => {
    const button = event.target.closest('[data-take-away]');
    if (button) takeAway(box, button);
  });
}

async function take(box, place, files) {
  const most = Number(box.dataset.most);
  const list = box.querySelector('.file-list');
  for (const file of files) {
    if (list.children.length >= most) {
      say(box, t(`แนบได้ไม่เกิน ${most} ไฟล์`, `At most ${most} file(s)`), true);
      break;
    }
    await send(box, place, await shrunk(file, Number(box.dataset.bytes)));
  }
}

async function send(box, place, file) {
  const problem = problemOf(file, Number(box.dataset.bytes));
  if (problem) {
    say(box, `${file.name}: ${problem}`, true);
    return;
  }
  const bar = make('progress', { max: 1, value: 0, 'aria-label': file.name });
  const item = make('li', {}, make('span', {}, file.name), bar);
  box.querySelector('.file-list').append(item);
  try {
    const kept = await upload(place, box.dataset.field, file, (part) => { bar.value = part; });
    item.replaceWith(itemOf(box.dataset.field, kept));
    say(box, t(`แนบ ${file.name} แล้ว`, `${file.name} is attached`));
    changed(box);
  } catch (refusal) {
    item.remove();
    say(box, `${file.name}: ${refusal.message}`, true);
  }
}

/** Send one file; resolves with what it is called there. `tell` is told which part has gone. */
export function upload(place, field, file, tell) {
  const body = new FormData();
  body.set('field', field);
  body.set('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${place}/files`);
    request.setRequestHeader('X-CSRF-Token', csrf());
    request.responseType = 'json';
    request.upload.addEventListener('progress', (event) => tell(event.loaded / event.total));
    request.addEventListener('error', () => reject(new Error(t('ส่งไม่สำเร็จ กรุณาลองใหม่', 'It could not be sent; try again.'))));
    request.addEventListener('load', () => {
      if (request.status === 401) document.body.dispatchEvent(new CustomEvent('khanton:signed-out'));
      if (request.status === 200) resolve(request.response);
      else reject(new Error(request.response?.told ?? t('ไม่รับไฟล์นี้', 'The file was refused.')));
    });
    request.send(body);
  });
}

/** Where a file is looked at: its own address, or that of a trial's samples. */
export function addressOf(identity) {
  const form = document.querySelector('[data-attachments]');
  return `${form?.dataset.attachments ?? '/attachments/'}${identity}`;
}

export function itemOf(name, file) {
  const button = make('button', { class: 'btn link', type: 'button', 'data-take-away': file.attachment_id }, t('เอาออก', 'Remove'), make('span', { class: 'vh' }, ` ${file.name}`));
  return make('li', {},
    make('a', { href: addressOf(file.attachment_id), target: '_blank' }, file.name),
    make('input', { type: 'hidden', name, value: JSON.stringify(file) }),
    button);
}

async function takeAway(box, button) {
  const item = button.closest('li');
  const name = item.querySelector('a').textContent;
  item.remove();
  say(box, t(`เอา ${name} ออกแล้ว`, `${name} was removed`));
  changed(box);
  box.querySelector('input[type=file]').focus();
  await removeFile(button.dataset.takeAway);
}

/** Take a file back where it may be; one of somebody else's, or of an earlier step, only leaves the form. */
export function removeFile(identity) {
  return fetch(`${addressOf(identity)}/remove`, { method: 'POST', headers: { 'X-CSRF-Token': csrf() } });
}

/** Show these files (JSON texts) in place of those there. */
export function showFiles(box, values) {
  const items = values.map((value) => itemOf(box.dataset.field, JSON.parse(value)));
  box.querySelector('.file-list').replaceChildren(...items);
}

function say(box, text, isBad = false) {
  const state = box.querySelector('.file-state');
  state.classList.toggle('bad', isBad);
  state.textContent = text;
}
