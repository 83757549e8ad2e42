// A click on a day of the year writes it into the form beside; the form alone does the same.
import { language } from '../lib/language.js';

const months = document.querySelector('[data-days]');
const first = document.querySelector('#first');

function written(iso) {
  const [year, month, day] = iso.split('-').map(Number);
  return `${day}/${month}/${language === 'th' ? year + 543 : year}`;
}

function pick(cell) {
  months.querySelector('.picked')?.classList.remove('picked');
  cell.classList.add('picked');
  first.value = written(cell.dataset.day);
  const kind = cell.classList.contains('off') ? 'open' : 'holiday';
  document.querySelector(`input[name=kind][value=${kind}]`).checked = true;
  const name = document.querySelector('#name_th');
  if (kind === 'open') name.value = cell.title;
  name.focus({ preventScroll: true });
  document.querySelector('#change').scrollIntoView({ block: 'nearest' });
}

if (months && first) {
  months.classList.add('picks');
  months.addEventListener('click', (event) => {
    const cell = event.target.closest('td[data-day]');
    if (cell) pick(cell);
  });
}
