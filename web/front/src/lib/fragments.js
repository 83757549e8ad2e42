// htmx: the page's token goes along, a form's refusal (422) is shown, an ended session asks to sign in again.
import { csrf } from './http.js';
import { t } from './language.js';

export function startHtmx() {
  const body = document.body;
  body.addEventListener('htmx:configRequest', (event) => {
    event.detail.headers['X-CSRF-Token'] = csrf();
  });
  body.addEventListener('htmx:beforeSwap', (event) => {
    const { xhr } = event.detail;
    if (![403, 404, 409, 422, 429].includes(xhr.status)) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  body.addEventListener('htmx:afterSwap', (event) => {
    event.detail.target.querySelector?.('[data-focus]')?.focus();
  });
  body.addEventListener('htmx:sendError', () => say(t('ติดต่อระบบไม่ได้ กรุณาลองใหม่', 'The service cannot be reached; try again.')));
  body.addEventListener('khanton:signed-out', askToSignIn);
  document.addEventListener('change', (event) => {
    event.target.closest?.('form[data-auto]')?.requestSubmit();
  });
}

/** Say a sentence on top of the page, and to screen readers. */
export function say(text, kind = 'bad') {
  const told = document.createElement('div');
  told.className = `said ${kind}`;
  told.setAttribute('role', 'alert');
  told.textContent = text;
  document.querySelector('#main')?.prepend(told);
  told.scrollIntoView({ block: 'nearest' });
  return told;
}

function askToSignIn() {
  if (document.querySelector('#signed-out')) return;
  const told = say(t('ท่านออกจากระบบแล้ว หรือเปิดหน้านี้ไว้นานเกินไป สิ่งที่กรอกยังอยู่ในหน้านี้ ', 'You are signed out; what you have written is still on this page. '), 'warn');
  told.id = 'signed-out';
  const link = document.createElement('a');
  link.href = '/sign-in';
  link.target = '_blank';
  link.rel = 'opener';
  link.textContent = t('เข้าสู่ระบบในแท็บใหม่แล้วกลับมาที่นี่', 'Sign in in a new tab, then come back here');
  told.append(link);
}
