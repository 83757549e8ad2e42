// The draft: kept as one types, never lost by a closed tab or an ended session, never over another tab's unseen.
import { csrf } from '../lib/http.js';
import { forget, keep, keyOf, kept } from '../lib/kept.js';
import { moment, t } from '../lib/language.js';
import { make } from './elements.js';

const PAUSE = 1500;
const OLD = 120_000;
const BEACON = 60_000; // bytes that a closing page may still send
const NOT_TYPED = new Set(['_csrf', '_version', '_draft']);

export class Draft {
  constructor(form, refill) {
    Object.assign(this, { form, refill, dirty: false, saving: null, stopped: false, savedAt: Date.now() });
    this.address = `${form.getAttribute('action')}/draft`;
    this.key = keyOf(form.dataset.user, form.dataset.taskForm);
    this.state = form.querySelector('[data-draft-state]');
    this.channel = new BroadcastChannel(this.key);
    this.channel.onmessage = ({ data }) => data !== this.tag && this.isElsewhere(data);
    form.addEventListener('input', () => this.typed());
    form.addEventListener('change', () => this.typed());
    window.addEventListener('pagehide', () => this.leave());
    document.addEventListener('visibilitychange', () => this.looked());
    window.addEventListener('beforeunload', (event) => {
      if (this.dirty && this.failed && !this.stopped) event.preventDefault();
    });
    this.begin();
  }

  get tag() { return this.form.elements.namedItem('_draft').value; }

  set tag(value) { this.form.elements.namedItem('_draft').value = value; }

  /** Bring back what could not be sent; what the server has just sent back is newer than that. */
  begin() {
    if (this.form.hasAttribute('data-dirty')) {
      this.dirty = true;
      return;
    }
    const found = kept(this.key);
    if (!found) return;
    if (found.tag === this.tag) {
      this.restore(found);
      return;
    }
    const at = moment(found.at, { timeStyle: 'short', dateStyle: 'medium' });
    this.ask(t(`เครื่องนี้มีข้อมูลที่ยังไม่ได้บันทึก เมื่อ ${at}`, `This browser has what was typed at ${at} and never saved.`), [
      [t('ใช้ข้อมูลนั้น', 'Use that'), () => this.restore(found)],
      [t('ทิ้งไป', 'Throw it away'), () => forget(this.key)],
    ]);
  }

  restore(found) {
    this.refill(found.typed);
    this.typed();
    this.tell(t('กู้คืนข้อมูลที่ยังไม่ได้บันทึกแล้ว', 'What was not saved is back.'));
  }

  typed() {
    if (this.stopped) return;
    this.dirty = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), PAUSE);
    clearTimeout(this.copying);
    this.copying = setTimeout(() => this.copy(), PAUSE / 3);
  }

  copy() {
    if (!this.dirty || this.stopped) return;
    const typed = [...new FormData(this.form)].filter(([name, value]) => typeof value === 'string' && !NOT_TYPED.has(name));
    keep(this.key, { at: Date.now(), tag: this.tag, typed });
  }

  body() {
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set('_csrf', csrf());
    return body;
  }

  /** Save now; resolves with whether all that was typed is kept by the server. */
  async save({ always = false } = {}) {
    clearTimeout(this.timer);
    if (this.saving) await this.saving;
    if (!this.dirty && !always) return true;
    this.saving = this.send();
    const isSaved = await this.saving;
    this.saving = null;
    return isSaved;
  }

  async send() {
    this.dirty = false;
    this.tell(t('กำลังบันทึก…', 'Saving…'));
    let answer;
    try {
      answer = await fetch(this.address, { method: 'POST', body: this.body(), headers: { 'X-CSRF-Token': csrf(), Accept: 'application/json' } });
    } catch {
      return this.notSaved(t('ติดต่อระบบไม่ได้ เก็บไว้ในเครื่องนี้แล้ว', 'Not reached; kept in this browser.'));
    }
    if (answer.ok) return this.isSaved(await answer.json());
    return this.refused(answer);
  }

  isSaved({ tag, told }) {
    this.tag = tag;
    this.failed = false;
    this.savedAt = Date.now();
    if (!this.dirty) forget(this.key);
    this.channel.postMessage(tag);
    this.tell(told);
    document.querySelector('#signed-out')?.remove();
    return true;
  }

  async refused(answer) {
    const told = answer.headers.get('Content-Type')?.startsWith('application/json') ? await answer.json() : {};
    this.notSaved(told.told ?? t('ยังไม่ได้บันทึก เก็บไว้ในเครื่องนี้แล้ว', 'Not saved; kept in this browser.'));
    if (answer.status === 401) {
      this.signedOut = true;
      document.body.dispatchEvent(new CustomEvent('khanton:signed-out'));
    } else if (answer.status === 409 && told.tag !== undefined) this.isElsewhere(told.tag, told.told);
    else if (answer.status === 409) this.isOver = true; // closed or taken elsewhere: sent all the same, the answer says so
    else if (answer.status === 403 && !this.renewing) return this.renewed();
    return false;
  }

  notSaved(sentence) {
    this.dirty = true;
    this.failed = true;
    this.copy();
    this.tell(sentence, true);
    return false;
  }

  /** After signing in again in another tab: take the new session's token, if it is the same person. */
  async renewed() {
    this.renewing = true;
    const isSaved = await this.withNewToken();
    this.renewing = false;
    return isSaved;
  }

  async withNewToken() {
    const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const token = page.querySelector('meta[name="csrf"]')?.content;
    const user = page.querySelector('[data-user]')?.dataset.user;
    if (!token) return false;
    if (user !== this.form.dataset.user) {
      return this.notSaved(t('ผู้ที่เข้าสู่ระบบอยู่ไม่ใช่ผู้กรอกหน้านี้ หรืองานนี้ปิดแล้ว', 'Somebody else is signed in now, or the task is closed.'));
    }
    document.querySelector('meta[name="csrf"]').content = token;
    for (const field of document.querySelectorAll('input[name="_csrf"]')) field.value = token;
    this.signedOut = false;
    this.dirty = false;
    return this.send();
  }

  looked() {
    if (document.visibilityState === 'visible' && this.signedOut && this.dirty) this.renewed();
  }

  isElsewhere(tag, told) {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.failed = true;
    this.ask(told ?? t('ร่างของงานนี้ถูกแก้ไขในอีกแท็บหนึ่ง', 'The draft was changed in another tab.'), [
      [t('ใช้ร่างล่าสุดนั้น', 'Use that draft'), () => this.takeOver()],
      [t('ใช้ข้อมูลในหน้านี้แทน', 'Use what is on this page'), () => {
        this.tag = tag;
        this.dirty = true;
        this.save();
      }],
    ]);
  }

  takeOver() {
    this.stop();
    location.reload();
  }

  /** Nothing is kept any more: the form goes, or another draft is taken. */
  stop() {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.copying);
    forget(this.key);
  }

  leave() {
    if (!this.dirty || this.stopped || this.failed) return;
    this.copy();
    const body = this.body();
    const size = [...body].reduce((sum, [name, value]) => sum + 140 + name.length + 3 * value.length, 0);
    if (size < BEACON) fetch(this.address, { method: 'POST', body, keepalive: true, headers: { 'X-CSRF-Token': csrf() } });
  }

  get isOld() { return Date.now() - this.savedAt > OLD; }

  tell(sentence, isBad = false) {
    if (!this.state) return;
    this.state.classList.toggle('bad', isBad);
    this.state.textContent = sentence;
  }

  /** Ask on top of the form, once, what to do. */
  ask(sentence, choices) {
    document.querySelector('#draft-asks')?.remove();
    const box = make('div', { id: 'draft-asks', class: 'said warn draft-asks', role: 'alert' }, make('p', {}, sentence));
    const actions = make('div', { class: 'actions' });
    for (const [text, act] of choices) {
      const choose = () => {
        box.remove();
        act();
      };
      actions.append(make('button', { class: 'btn alt small', type: 'button', on: { click: choose } }, text));
    }
    box.append(actions);
    this.form.before(box);
    box.scrollIntoView({ block: 'nearest' });
  }
}
