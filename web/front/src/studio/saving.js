// Continuous saving of one file of a draft, for every editor of the studio.
//
//   import { keepSaved } from '../studio/saving.js';
//   const saving = await keepSaved({
//     name: 'school_lunch.bpmn',       // the file, in the draft of the page's #studio
//     read: () => editor.text(),       // what the editor holds now; may return a promise
//     show: (text) => editor.open(text) // let the editor hold this instead; may return a promise
//   });                                // begins by showing what is saved (or what was kept here, when the person wants it)
//   saving.changed();                  // after every change: saved 0.8 s after the last, at most 4 s after the first
//   await saving.flush();              // save at once, before a check or a trial: true once everything is saved
//   saving.isReadOnly                  // the draft is archived: the editor is only to be looked at
//   saving.revision                    // of what is saved; 0: the file is new
//   saving.listen((state) => …)        // 'saved' 'changed' 'saving' 'offline' 'signed-out' 'conflict' 'refused'
//
// More choices of keepSaved: `create: text` begins with this text when there is no such file yet (it is saved at the
// first change); `hold: true` does not show anything at first (the editor has `saving.text` to begin with).
//
// What it does by itself: says the state in #saving; keeps the text in this browser while it cannot be sent (no
// connection, session ended) and sends it when that is over; offers what was kept when the file is opened again; when
// somebody else was first, says who and when, and overwrites nothing until the person has chosen; waits for the last
// save before a link of the page is followed; tells when a newer revision is there (by the page's heartbeat).
import { forget, keep, kept, keyOf } from '../lib/kept.js';
import { moment, t } from '../lib/language.js';
import { addressOf, post, read, renew, studio, whyOf } from './asking.js';
import { bar, button } from './bars.js';
import { askWhatNow } from './conflict.js';
import { at, others } from './presence.js';

const QUIET = 800;
const LATEST = 4_000;
const AGAIN = 5_000;
const open = new Set();

/** Open a file of the page's draft and keep it saved; see the head of this file. */
export async function keepSaved(choices) {
  const saving = new Saving(choices);
  await saving.begin();
  open.add(saving);
  return saving;
}

class Saving {
  constructor({ name, read: text, show, create, hold = false }) {
    Object.assign(this, { name, editor: text, show, create, hold });
    this.key = keyOf(studio.dataset.user, `studio:${studio.dataset.draft}:${name}`);
    this.isReadOnly = 'archived' in studio.dataset;
    this.isDirty = false;
    this.isKept = false;
    this.revision = 0;
    this.state = 'saved';
    this.listeners = new Set();
  }

  async begin() {
    const found = await read(this.name);
    if (found.status === 404 && this.create !== undefined) Object.assign(found, { text: this.create, revision: 0 });
    if (found.text === undefined) throw new Error(found.why.detail);
    Object.assign(this, { text: found.text, revision: found.revision });
    if (!this.hold) await this.show(found.text);
    at(this.name);
    others(({ files }) => this.compare(files?.[this.name]));
    this.offerKept();
  }

  /** What this browser kept of an earlier time is offered, never put in place unasked. */
  offerKept() {
    const mine = kept(this.key);
    if (!mine || mine.text === this.text || this.isReadOnly) return forget(this.key);
    bar(
      t(`ครั้งก่อนมีงานที่ยังไม่ได้บันทึก (${moment(mine.at)}) เก็บไว้ในเครื่องนี้`, `Work of ${moment(mine.at)} was not saved; it is kept in this browser.`),
      [t('นำกลับมา', 'Bring it back'), () => this.bringBack(mine)],
      [t('ทิ้ง', 'Drop it'), () => forget(this.key)],
    );
  }

  async bringBack(mine) {
    await this.show(mine.text);
    this.revision = mine.revision;
    this.isDirty = true;
    await this.flush();
  }

  changed() {
    if (this.isReadOnly) return;
    this.isDirty = true;
    if (this.state === 'conflict') return;
    if (this.state === 'saved') this.tell('changed');
    this.first ??= Date.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), Math.max(0, Math.min(QUIET, this.first + LATEST - Date.now())));
  }

  /** Save at once what is not saved yet; true when everything is. */
  async flush() {
    clearTimeout(this.timer);
    while (this.running) await this.running;
    if (this.isDirty && this.state !== 'conflict') {
      this.running = this.save();
      await this.running;
      this.running = null;
    }
    return !this.isDirty;
  }

  async save() {
    try {
      this.first = undefined;
      this.isDirty = false;
      const body = await this.editor();
      this.keepText(body);
      this.tell('saving');
      await this.send(body);
    } catch (problem) {
      this.refuse(problem.message);
    }
  }

  async send(body) {
    let answer;
    try {
      answer = await post(addressOf(this.name), { body, revision: this.revision });
    } catch {
      return this.later('offline');
    }
    if (answer.ok) return this.saved(await answer.json());
    if (answer.status >= 500) return this.later('offline');
    const why = await whyOf(answer);
    if (answer.status === 401 || why.code === '') return this.signedOut();
    if (why.code === 'draft_file_changed') return this.ask(why.about, body);
    this.refuse(why.detail);
  }

  saved({ revision }) {
    this.revision = revision;
    this.savedAt = new Date();
    forget(this.key);
    document.querySelector('#signed-out')?.remove();
    this.tell(this.isDirty ? 'changed' : 'saved');
    if (this.isDirty) this.changed();
  }

  later(state) {
    this.isDirty = true;
    this.tell(state);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), AGAIN);
  }

  /** The session has ended, or the page's token is of one before: take the new one, or ask to sign in. */
  async signedOut() {
    const session = await renew();
    if (session === 'other') return this.refuse(t('ผู้ใช้อื่นเข้าสู่ระบบในเบราว์เซอร์นี้แล้ว งานของท่านเก็บไว้ในเครื่องนี้', 'somebody else has signed in in this browser; your work is kept here'));
    if (session === 'none') document.body.dispatchEvent(new CustomEvent('khanton:signed-out'));
    this.later(session === 'own' ? 'offline' : 'signed-out');
  }

  refuse(why) {
    this.isDirty = true;
    this.tell('refused', why);
  }

  /** Somebody else was first: keep the text here and ask; nothing is saved until the person has chosen. */
  ask(about, mine) {
    this.isDirty = true;
    this.about = about;
    this.keepText(mine);
    this.tell('conflict');
    askWhatNow(this, about, mine);
  }

  /** Go on with a text that is saved at a revision: what the person chose after a conflict. */
  async settle(text, revision) {
    Object.assign(this, { revision, isDirty: false, savedAt: new Date() });
    forget(this.key);
    await this.show(text);
    this.tell('saved');
  }

  /** A newer revision is there: tell, and let the person open it. */
  compare(file) {
    if (!file || file.revision <= this.revision || this.state !== 'saved' || this.told === file.revision) return;
    this.told = file.revision;
    const who = file.by === studio.dataset.user ? t('ท่านเอง (จากอีกหน้าต่างหนึ่ง)', 'You, in another window,') : file.by_name;
    bar(t(`${who} แก้ไฟล์นี้แล้วเมื่อ ${moment(file.at)}`, `${who} changed this file at ${moment(file.at)}`), [
      t('เปิดฉบับใหม่', 'Open the newer one'),
      async () => {
        const found = await read(this.name);
        if (found.text !== undefined) await this.settle(found.text, found.revision);
      },
    ]);
  }

  keepText(text) {
    this.isKept = keep(this.key, { text, revision: this.revision, at: new Date().toISOString() });
  }

  listen(callback) {
    this.listeners.add(callback);
  }

  tell(state, why = '') {
    this.state = state;
    this.why = why;
    for (const each of this.listeners) each(state);
    say(this);
  }
}

function say(saving) {
  const place = document.querySelector('#saving');
  if (!place) return;
  const when = saving.savedAt ? ` ${moment(saving.savedAt, { timeStyle: 'short' })}` : '';
  const here = saving.isKept ? t('งานเก็บไว้ในเครื่องนี้', 'your work is kept in this browser') : t('อย่าปิดหน้านี้', 'do not close this page');
  const words = {
    saved: t(`บันทึกแล้ว${when}`, `Saved${when}`),
    changed: t('กำลังแก้ไข…', 'Changing…'),
    saving: t('กำลังบันทึก…', 'Saving…'),
    offline: t(`ขาดการเชื่อมต่อ ${here} จะบันทึกให้เองเมื่อกลับมา`, `No connection: ${here}, and is saved when it comes back`),
    'signed-out': t(`หมดเวลาเข้าสู่ระบบ ${here}`, `Your session has ended: ${here}`),
    conflict: t('มีผู้แก้ไฟล์นี้ก่อน ยังไม่บันทึกทับ', 'Somebody was first; nothing is overwritten'),
    refused: t(`บันทึกไม่ได้: ${saving.why}`, `Not saved: ${saving.why}`),
  };
  place.textContent = words[saving.state];
  place.dataset.state = saving.state;
  place.classList.toggle('is-bad', ['refused', 'conflict'].includes(saving.state));
  place.classList.toggle('is-warn', ['offline', 'signed-out'].includes(saving.state));
  const again = async () => askWhatNow(saving, saving.about, await saving.editor());
  if (saving.state === 'conflict') place.append(' ', button(t('เลือกว่าจะทำอย่างไร', 'Choose what to do'), again));
}

const dirty = () => [...open].filter((each) => each.isDirty || each.running);

/** Save at once whatever the page's editors have not saved; true when everything is. */
export const flushAll = async () => (await Promise.all(dirty().map((each) => each.flush()))).every(Boolean);

/** A link of the page is followed once everything is saved, or is kept here and the person was told. */
async function leave(event) {
  const link = event.target.closest?.('a[href]');
  const isPlain = link && !link.target && !link.hasAttribute('download') && link.origin === location.origin && link.pathname !== location.pathname;
  if (!isPlain || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !dirty().length) return;
  event.preventDefault();
  await flushAll();
  location.assign(link.href);
}

document.addEventListener('click', leave);
addEventListener('beforeunload', (event) => {
  if (dirty().some((each) => !each.isKept || ['changed', 'saving'].includes(each.state))) event.preventDefault();
});
addEventListener('online', () => dirty().forEach((each) => each.flush()));
addEventListener('focus', () => dirty().forEach((each) => each.state === 'signed-out' && each.flush()));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') dirty().forEach((each) => each.flush());
});
