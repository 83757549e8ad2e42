// The middle pane: the form as whoever fills it in will see it, made by the server's own templates from what is not saved
// yet, and living by the same scripts as on the page of a task. What is typed into it stays while the form changes.
import { startDays } from '../../forms/days.js';
import { make } from '../../forms/elements.js';
import { startHelpers } from '../../forms/helpers.js';
import { followForm } from '../../forms/live.js';
import { startTables } from '../../forms/table/tables.js';
import { post } from '../../lib/http.js';
import { language, t } from '../../lib/language.js';

const PAUSE = 350;

export class Preview {
  constructor(root, place, model, told) {
    Object.assign(this, { root, place, model, told, language, isChecked: false, number: 0 });
    this.paper = root.querySelector('[data-paper]');
    this.state = root.querySelector('[data-preview-state]');
    model.hear((what) => (what === 'chosen' ? this.point() : this.later()));
    root.addEventListener('click', (event) => this.pressed(event));
    this.paper.addEventListener('submit', (event) => event.preventDefault());
    this.paper.addEventListener('click', (event) => this.picked(event));
    this.paper.addEventListener('change', (event) => named(event.target));
    this.look();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), PAUSE);
  }

  async look() {
    clearTimeout(this.timer);
    this.number += 1;
    const { number } = this;
    const form = this.paper.querySelector('form');
    const typed = form ? [...new FormData(form)].filter(([, value]) => typeof value === 'string') : [];
    let found;
    try {
      found = await post(`${this.place}/preview`, { text: this.model.text(), language: this.language, typed, check: this.isChecked });
    } catch (problem) {
      this.say(problem.message.startsWith('<') || !problem.status ? t('ติดต่อระบบไม่ได้ ตัวอย่างยังเป็นของเดิม', 'The service cannot be reached; the preview is as it was.') : problem.message, true);
      return;
    }
    if (number !== this.number) return;
    this.isOld = found.html === null;
    if (!this.isOld) this.show(found);
    this.point();
    this.told(found);
  }

  show({ html, script }) {
    const scroll = this.root.scrollTop;
    this.paper.lang = this.language;
    this.paper.innerHTML = html;
    const form = this.paper.querySelector('form');
    for (const each of form.querySelectorAll('[data-schools]')) each.removeAttribute('data-schools');
    const tables = startTables(form, script, this.place);
    for (const each of form.querySelectorAll('.grid-import')) each.remove();
    followForm(form, script, tables);
    startDays(form);
    startHelpers(form, this.place);
    form.addEventListener('change', () => requestAnimationFrame(() => this.point()));
    this.root.scrollTop = scroll;
  }

  /** Show in the preview which field is chosen. */
  point() {
    for (const each of this.paper.querySelectorAll('.fb-pointed')) each.classList.remove('fb-pointed');
    const place = this.model.selected;
    const key = place && this.model.at([place[0]])?.key;
    const box = key && this.paper.querySelector(`[data-field="${key}"]`);
    box?.classList.add('fb-pointed');
    if (box && !this.paper.contains(document.activeElement)) box.scrollIntoView({ block: 'nearest' });
    const isHidden = Boolean(box?.closest('.unseen'));
    if (this.isOld) this.say(t('มีข้อต้องแก้ ตัวอย่างยังเป็นของก่อนแก้', 'Something is to be mended; the preview is as it was before.'), true);
    else this.say(isHidden ? t('ช่องที่เลือกซ่อนอยู่ตามเงื่อนไข กรอกในตัวอย่างให้ตรงเงื่อนไขจึงจะเห็น', 'The chosen field is hidden by its condition; fill in the preview so that it shows.') : '');
  }

  /** A click on a field of the preview chooses it; what is typed there goes on. */
  picked(event) {
    const box = event.target.closest('[data-field]');
    const key = box?.dataset.field.split('.')[0];
    const at = this.model.body.fields.findIndex((each) => each.key === key);
    if (at >= 0 && this.model.selected?.[0] !== at) this.model.choose([at]);
  }

  pressed(event) {
    const button = event.target.closest('button[data-preview]');
    if (!button) return;
    const [what, value] = button.dataset.preview.split(':');
    if (what === 'language') this.language = value;
    if (what === 'width') this.root.classList.toggle('is-phone', value === 'phone');
    if (what === 'check') this.isChecked = !this.isChecked;
    if (what === 'clear') {
      this.paper.replaceChildren();
      this.isChecked = false;
    }
    for (const each of this.root.querySelectorAll(`button[data-preview^="${what}:"]`)) each.setAttribute('aria-pressed', String(each === button));
    if (what === 'check' || what === 'clear') this.root.querySelector('[data-preview=check]').setAttribute('aria-pressed', String(this.isChecked));
    if (what !== 'width') this.look();
  }

  say(sentence, isBad) {
    this.state.textContent = sentence;
    this.state.classList.toggle('bad', Boolean(isBad));
  }
}

/** A file chosen in the preview is named and goes nowhere. */
function named(input) {
  if (input.type !== 'file') return;
  const list = input.closest('[data-files]').querySelector('.file-list');
  list.append(...[...input.files].map((file) => make('li', {}, make('span', {}, file.name), make('span', { class: 'muted' }, t('ไม่ได้ส่งจริง', 'not sent')))));
  input.value = '';
}
