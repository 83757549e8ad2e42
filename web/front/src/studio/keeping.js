// Keep the draft as a version without leaving the diagram: what is drawn is saved first.
import { Refused, post } from '../lib/http.js';
import { t } from '../lib/language.js';

/** Let the dialog keep a version. */
export function connectKeeping(studio) {
  const form = document.querySelector('[data-keep]');
  const error = form.querySelector('.error');
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    error.textContent = '';
    try {
      if (!(await studio.saving.flush())) throw new Error('unsaved');
      await post(form.action, new URLSearchParams(new FormData(form)));
      form.reset();
      form.closest('dialog').close();
      studio.say(t('เก็บเป็นรุ่นแล้ว', 'Kept as a version'));
    } catch (refused) {
      const isUnfit = refused instanceof Refused && refused.status === 422;
      error.textContent = isUnfit ? t('กรุณาบอกว่าแก้อะไรไป', 'Please say what was changed') : t('เก็บรุ่นไม่ได้ในขณะนี้ ลองอีกครั้ง', 'It cannot be kept now; try again');
    }
  });
}
