// What may be named in this draft, as the server knows it: asked once, and again when the person comes back to the page.
import { get, post } from '../../lib/http.js';
import { t } from '../../lib/language.js';

const NOTHING = { roles: [], forms: [], tables: [], processes: [], papers: [], notices: [], settings: [], bases: [], sent: {}, functions: [], offices: [], rows: [], today: '' };

export function wordsOf(base) {
  const kept = new Map();
  const words = { ...NOTHING, isKnown: false, office: '', day: '' };

  words.load = async () => {
    const query = words.office ? `?office=${encodeURIComponent(words.office)}` : '';
    Object.assign(words, await get(`${base}/words${query}`), { isKnown: true });
    words.day ||= words.today;
  };
  words.role = (key) => words.roles.find((each) => each.key === key);
  words.form = (key) => words.forms.find((each) => each.key === key);
  words.setting = (name) => words.settings.find((each) => each.name === name);

  /** Fetch a form's fields where it was only listed. */
  words.fields = (key) => {
    const form = words.form(key);
    if (!form || form.fields) return Promise.resolve(form);
    return once(`form ${key}`, async () => Object.assign(form, await get(`${base}/words/forms/${key}`)));
  };
  /** Take a form or table into the draft, or begin a form called `title`; then everything is known anew. */
  words.take = async (name, titles = {}) => {
    await post(`${base}/words/take`, { name, ...titles });
    await words.load();
  };
  words.manual = (asked, ids) => get(`${base}/words/rows?${new URLSearchParams(ids ? { ids } : { q: asked })}`);
  words.check = (asked) => once(JSON.stringify(['check', asked]), () => post(`${base}/words/expression`, asked));
  words.count = (asked) => once(JSON.stringify(['count', asked]), () => post(`${base}/words/deadline`, asked));
  /** What was answered before, at once: so that drawing the panel anew does not flicker. */
  words.known = (kind, asked) => kept.get(JSON.stringify([kind, asked]))?.answer;

  function once(key, ask) {
    if (!kept.has(key)) {
      const entry = {};
      entry.promise = ask().then((answer) => (entry.answer = answer), (refused) => {
        kept.delete(key);
        throw refused;
      });
      kept.set(key, entry);
    }
    return kept.get(key).promise;
  }
  return words;
}

/** What a refusal says, to be shown beside what was tried. */
export function saidBy(refused) {
  try {
    return JSON.parse(refused.message).detail;
  } catch {
    return t('ทำไม่สำเร็จ ลองใหม่อีกครั้ง', 'That did not work; try again.');
  }
}
