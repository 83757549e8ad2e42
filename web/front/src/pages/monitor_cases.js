// The list of cases: tick all of the page, and say how many are chosen.
import { t } from '../lib/language.js';

const form = document.querySelector('[data-bulk]');
const boxes = form ? [...form.querySelectorAll('input[name="case"]')] : [];
const all = form?.querySelector('[data-all]');
const told = form?.querySelector('[data-chosen]');

function tell() {
  const many = boxes.filter((each) => each.checked).length;
  if (told) told.textContent = many ? t(`เลือกแล้ว ${many} เรื่อง`, `${many} chosen`) : '';
  if (!all) return;
  all.checked = many > 0 && many === boxes.length;
  all.indeterminate = many > 0 && many < boxes.length;
}

if (all) {
  all.hidden = false;
  all.addEventListener('change', () => {
    for (const each of boxes) each.checked = all.checked;
    tell();
  });
}
form?.addEventListener('change', tell);
tell();
