// A case: add a paper with its progress told, print a slip, show again a dialog that was refused.
import { problemOf, shrunk } from '../lib/attaching.js';
import { csrf } from '../lib/http.js';
import { t } from '../lib/language.js';

const isPhone = matchMedia('(pointer: coarse)').matches;

function startAdder(form) {
  const parts = {
    bar: form.querySelector('progress'),
    error: form.querySelector('[data-error]'),
    send: form.querySelector('[data-send]'),
  };
  form.querySelector('[data-shoot]').hidden = !isPhone;
  parts.send.hidden = true;
  for (const input of form.querySelectorAll('input[type=file]')) {
    input.addEventListener('change', () => {
      if (input.files[0]) deliver(form, parts, input);
    });
  }
}

async function deliver(form, parts, input) {
  const most = Number(form.dataset.most);
  const file = await shrunk(input.files[0], most);
  const problem = problemOf(file, most);
  say(parts, problem);
  if (problem) {
    input.value = '';
    return;
  }
  const body = new FormData();
  body.append('file', file, file.name);
  send(form.action, body, parts.bar).then(
    (place) => {
      location.assign(place);
      location.reload();
    },
    (refusal) => {
      say(parts, refusal.message);
      input.value = '';
    },
  );
}

function say({ bar, error }, text) {
  error.textContent = text;
  error.hidden = !text;
  bar.hidden = true;
}

function send(address, body, bar) {
  bar.hidden = false;
  bar.value = 0;
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('X-CSRF-Token', csrf());
    request.setRequestHeader('Accept', 'application/json');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
    });
    request.addEventListener('load', () => settle(request, resolve, reject));
    request.addEventListener('error', () => reject(new Error(t('ส่งไม่สำเร็จ กรุณาตรวจสัญญาณอินเทอร์เน็ตแล้วลองใหม่', 'Sending failed; check the connection and try again.'))));
    request.send(body);
  });
}

function settle(request, resolve, reject) {
  const isJson = request.getResponseHeader('Content-Type')?.startsWith('application/json');
  const told = isJson ? JSON.parse(request.responseText) : {};
  if (request.status === 200 && told.place) return resolve(told.place);
  if (request.status === 401) document.body.dispatchEvent(new CustomEvent('khanton:signed-out'));
  if (request.status === 413) return reject(new Error(t('ไฟล์ใหญ่เกินไป', 'The file is too large.')));
  return reject(new Error(told.error ?? t('ส่งไม่สำเร็จ กรุณาลองใหม่', 'Sending failed; try again.')));
}

for (const form of document.querySelectorAll('[data-adder]')) startAdder(form);
for (const button of document.querySelectorAll('[data-print]')) button.addEventListener('click', () => window.print());
for (const mark of document.querySelectorAll('[data-open-dialog]')) document.getElementById(mark.dataset.openDialog)?.showModal();

// "This step" in a diagram as wide as the page: at its natural size, not blown up.
document.addEventListener('khanton:diagram', ({ target, detail: viewer }) => {
  const { lookAt } = viewer;
  viewer.lookAt = (id) => lookAt(id, Math.max(target.clientWidth, 340));
  const place = JSON.parse(target.querySelector('script[data-state]')?.textContent ?? '{}').here?.[0];
  if (target.dataset.view === 'near' && place) viewer.lookAt(place);
});
