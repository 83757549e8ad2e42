// The drawer of problems: what the server's rules say of the unsaved diagram, each with its remedy and a way to it.
import { language, t } from '../lib/language.js';
import { post } from '../lib/http.js';

const PAUSE = 400; // ms without a change before the rules are asked
const WHERE = /^“[^”]*” \([^)]*\): /; // the row says it in words already
const MARKERS = ['problem-error', 'problem-warning'];

export class Problems {
  constructor({ modeler, host, count, address, file }) {
    Object.assign(this, { modeler, host, count, address, file, found: [], asked: 0, at: -1 });
    modeler.get('eventBus').on('commandStack.changed', () => this.schedule());
  }

  schedule() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(), PAUSE);
  }

  /** Ask the rules; an answer that was overtaken by a later question is dropped. */
  async ask() {
    this.asked += 1;
    const question = this.asked;
    this.pending?.abort();
    this.pending = new AbortController();
    try {
      const { xml } = await this.modeler.saveXML({ format: true });
      const told = await post(this.address, { files: { [this.file]: xml } }, { signal: this.pending.signal });
      if (question === this.asked) this.show(told.problems);
    } catch (error) {
      if (question === this.asked && error.name !== 'AbortError') this.fail();
    }
  }

  fail() {
    this.host.dataset.state = 'failed';
    this.host.replaceChildren(said('p', t('ตรวจไม่ได้ในขณะนี้ จะลองใหม่เมื่อแก้ครั้งถัดไป', 'The rules cannot be asked now; they are asked again at the next change.')));
  }

  show(problems) {
    this.found = [...problems].sort((one, other) => this.rank(one) - this.rank(other));
    this.mark();
    this.draw();
  }

  rank({ severity, file }) {
    return (file === this.file ? 0 : 2) + (severity === 'error' ? 0 : 1);
  }

  mark() {
    const canvas = this.modeler.get('canvas');
    const registry = this.modeler.get('elementRegistry');
    for (const each of registry.getAll()) for (const marker of MARKERS) if (canvas.hasMarker(each, marker)) canvas.removeMarker(each, marker);
    for (const { element_id: id, severity, file } of this.found) {
      if (file === this.file && registry.get(id)) canvas.addMarker(id, `problem-${severity === 'error' ? 'error' : 'warning'}`);
    }
  }

  draw() {
    const errors = this.found.filter((each) => each.severity === 'error').length;
    const total = this.found.length;
    this.host.dataset.state = total ? 'found' : 'none';
    this.count.textContent = total;
    this.count.className = errors ? 'n bad' : 'n';
    this.count.setAttribute('aria-label', t(`${errors} ข้อผิดพลาด ${total - errors} คำเตือน`, `${errors} errors, ${total - errors} warnings`));
    const list = document.createElement('ol');
    list.className = 'problems';
    list.append(...this.found.map((each, place) => this.row(each, place)));
    this.host.replaceChildren(total ? list : said('p', t('ไม่พบปัญหา นำขึ้นใช้ได้', 'No problem was found: it can be deployed.')));
  }

  row(problem, place) {
    const { severity, file, element_id: id } = problem;
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.element = id ?? '';
    const isError = severity === 'error';
    const tag = said('span', isError ? t('ผิด', 'Error') : t('เตือน', 'Warning'), `tag ${isError ? 'bad' : 'warn'}`);
    button.append(tag, said('b', this.where(id, file)), said('span', told(problem, 'message').replace(WHERE, '')));
    const remedy = told(problem, 'remedy');
    if (remedy) button.append(said('span', `${t('แก้ได้โดย', 'Remedy')}: ${remedy}`, 'remedy'));
    button.addEventListener('click', () => this.go(place));
    item.append(button);
    return item;
  }

  /** Say where: the element's name, or the other file that it is about. */
  where(id, file) {
    if (file !== this.file) return file;
    const element = id && this.modeler.get('elementRegistry').get(id);
    return (element && this.modeler.get('names').of(element)) || t('ทั้งผัง', 'The whole diagram');
  }

  /** Select the element of a problem and bring it into sight: its properties come with the selection. */
  go(place) {
    const { element_id: id, file } = this.found[place];
    this.at = place;
    for (const [each, row] of [...this.host.querySelectorAll('li')].entries()) row.classList.toggle('now', each === place);
    const element = file === this.file && this.modeler.get('elementRegistry').get(id);
    if (!element) return;
    const canvas = this.modeler.get('canvas');
    this.modeler.get('selection').select(element);
    canvas.scrollToElement(element, { top: 120, right: 120, bottom: 120, left: 120 });
    canvas.focus();
  }

  /** Go to the next problem, after the last one to the first. */
  next() {
    if (this.found.length) this.go((this.at + 1) % this.found.length);
    return true;
  }
}

const told = (problem, what) => problem[`${what}_${language}`] ?? problem[what] ?? '';

function said(tag, text, className = '') {
  return Object.assign(document.createElement(tag), { textContent: text, className });
}
