// Every page about a draft: says who is here, and keeps a version from wherever one is.
import { t } from '../lib/language.js';
import { post, whyOf } from '../studio/asking.js';
import { bar } from '../studio/bars.js';
import '../studio/presence.js';
import { flushAll } from '../studio/saving.js';

const form = document.querySelector('form[data-keep]');

async function keep() {
  if (!(await flushAll())) return t('ยังมีงานที่บันทึกไม่ได้ จึงยังไม่เก็บเป็นรุ่น', 'Something is not saved yet, so no version is kept.');
  const answer = await post(form.dataset.keep, { message: form.querySelector('input[name="keep-message"]').value });
  if (!answer.ok) return (await whyOf(answer)).detail;
  const { number } = await answer.json();
  form.reset();
  form.closest('dialog').close();
  bar(t(`เก็บเป็นรุ่นที่ ${number} แล้ว`, `Kept as version ${number}.`), [t('รับทราบ', 'All right')]).classList.replace('warn', 'ok');
  return '';
}

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const error = form.querySelector('[role="alert"]');
  const why = await keep().catch(() => t('ติดต่อระบบไม่ได้ กรุณาลองใหม่', 'The service cannot be reached; try again.'));
  error.textContent = why;
  error.hidden = !why;
});
