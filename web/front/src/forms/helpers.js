// Small helps beside fields: my signature, where I am, what date I typed, schools by name.
import { get } from '../lib/http.js';
import { dayText, t } from '../lib/language.js';
import { changed } from './elements.js';
import { day } from './reading.js';

export function startHelpers(form, place) {
  form.addEventListener('click', (event) => {
    const sign = event.target.closest('[data-sign]');
    if (sign) signed(form, sign);
    const locate = event.target.closest('[data-locate]');
    if (locate) located(form, locate);
  });
  form.addEventListener('change', (event) => echoDay(event.target));
  for (const input of form.querySelectorAll('[data-type=date] input')) echoDay(input);
  for (const input of form.querySelectorAll('[data-schools]')) findSchools(input, place);
}

function signed(form, button) {
  const control = (part) => form.elements.namedItem(`${button.dataset.sign}.${part}`);
  control('name').value = button.dataset.name;
  control('date').value = button.dataset.today;
  changed(control('date'));
}

function located(form, button) {
  const before = button.textContent;
  button.textContent = t('กำลังหาตำแหน่ง…', 'Looking where you are…');
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    form.elements.namedItem(`${button.dataset.locate}.lat`).value = coords.latitude.toFixed(6);
    form.elements.namedItem(`${button.dataset.locate}.lon`).value = coords.longitude.toFixed(6);
    button.textContent = before;
    changed(form.elements.namedItem(`${button.dataset.locate}.lon`));
  }, () => { button.textContent = t('หาตำแหน่งไม่ได้ กรุณากรอกเอง', 'It could not be found; please type it.'); });
}

/** Say under a date which day was understood. */
function echoDay(input) {
  const echo = document.getElementById(`${input.id}-echo`);
  if (!echo || input.dataset.schools !== undefined) return;
  const found = day(input.value.trim());
  echo.textContent = found ? dayText(`${found}T00:00:00Z`) : '';
}

function findSchools(input, place) {
  const list = document.getElementById(input.getAttribute('list'));
  const echo = document.getElementById(`${input.id}-echo`);
  const names = new Map();
  let timer;
  const look = async () => {
    const found = await get(`${place}/schools?q=${encodeURIComponent(input.value.trim())}`);
    list.replaceChildren(...found.map(([code, name]) => new Option(`${name} (${code})`, code)));
    for (const [code, name] of found) names.set(code, name);
    tell();
  };
  const tell = () => { echo.textContent = names.get(input.value.trim()) ?? ''; };
  input.placeholder = t('พิมพ์ชื่อหรือรหัสโรงเรียน', 'Type a school’s name or code');
  input.addEventListener('input', () => {
    tell();
    clearTimeout(timer);
    timer = setTimeout(() => look().catch(() => {}), 250);
  });
  if (input.value) look().catch(() => {});
}
