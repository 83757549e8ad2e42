// A field for an expression: it completes what is set before, and says while it is typed what is wrong.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { field } from './controls.js';
import { suggesting } from './suggesting.js';
import { pathsOf, variablesBefore } from './variables.js';

const WORD = /[\p{L}\p{N}\p{M}_.]*$/u;
const PAUSE = 250;

/**
 * `place`: condition, value, bare, window or script, as the server judges it. `commit(text)` is called on leaving, unless
 * it is refused. A condition is written without `${ }`, which are put around it.
 */
export function expressionField({ at, id, label, hint, value = '', place, commit, long = false, optional = true, owner, isAfter = false }) {
  const control = make(long || place === 'script' ? 'textarea' : 'input', { class: 'expression', rows: long || place === 'script' ? 4 : null, lang: 'en' });
  const key = `${at.element.id} ${id}`;
  const refused = at.refused.get(key);
  const kept = refused?.value === value ? refused.text : null; // stays to be mended, until the diagram itself changes
  control.value = kept ?? (place === 'condition' ? bare(value) : (value ?? ''));
  const scope = variablesBefore(owner ?? at.bo, at.words, at.modeler.get('elementRegistry'), { isAfter });
  let box;
  const isText = () => place === 'value' && !isInBraces(control);
  const list = suggesting(control, {
    label, opensOnFocus: false, marksFirst: () => !isText(),
    find: () => completions(control, scope, at.words),
    take: (option) => insert(control, isText() ? `\${${option.text}}` : option.text),
  });
  box = field({ id, label, hint: hint ?? t('พิมพ์เพื่อค้นหาค่าที่ใช้ได้ หรือกด Ctrl+Space', 'Type to find what can be used, or press Ctrl+Space'), control });
  const told = make('p', { class: 'expression-told', role: 'status' });
  box.insertBefore(list.box, box.querySelector('.error'));
  box.append(told);
  const written = () => (place === 'condition' ? wrapped(control.value) : control.value.trim());
  const judge = async () => {
    const text = written();
    if (!text) return tell(box, told, optional ? null : { problem: t('ยังไม่ได้ใส่', 'Nothing is written yet') }, scope);
    const verdict = await at.words.check({ text, place, known: scope.list.map((each) => each.name) });
    return control.isConnected && text === written() ? tell(box, told, verdict, scope, text) : verdict;
  };
  watch(control, judge);
  const first = place === 'condition' ? wrapped(value ?? '') : (value ?? '').trim();
  control.addEventListener('change', async () => {
    const text = written();
    const verdict = text ? await judge().catch(() => null) : null;
    if (verdict?.problem) return at.refused.set(key, { text: control.value, value });
    at.refused.delete(key);
    return text === first ? undefined : commit(text);
  });
  if (written()) judge().catch(() => null);
  return box;
}

/** Judge once the person pauses. */
function watch(control, judge) {
  let waiting;
  control.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => judge().catch(() => null), PAUSE);
  });
}

/** Whether the caret stands between `${` and `}`, where an expression is written. */
function isInBraces(control) {
  const before = control.value.slice(0, control.selectionStart);
  return before.lastIndexOf('${') > before.lastIndexOf('}');
}

const bare = (text) => (text?.trim().startsWith('${') && text.trim().endsWith('}') ? text.trim().slice(2, -1).trim() : (text ?? ''));
const wrapped = (text) => (text.trim() ? `\${${bare(text)}}` : '');

function tell(box, told, verdict, scope, text = '') {
  const where = verdict?.problem && verdict.at !== null && verdict.at !== undefined ? placeIn(text, verdict.at) : '';
  box.tell(verdict?.problem ? `${verdict.problem}${where}` : '');
  const unknown = verdict?.problem ? [] : (verdict?.unknown ?? []);
  told.classList.toggle('unknown', unknown.length > 0);
  told.textContent = verdict?.problem ? '' : unknown.map((each) => unknownWords(each, scope)).join(' ') || readWords(text, verdict, scope);
  return verdict;
}

/** What an expression reads, as people call it. */
function readWords(text, verdict, scope) {
  const path = /^\$\{([\p{L}\p{N}\p{M}_.]+)\}$/u.exec(text)?.[1] ?? text;
  const whole = pathsOf(scope.list).find((each) => each.name === path);
  const read = whole ? [whole.label] : (verdict?.names ?? []).map((name) => scope.list.find((each) => each.name === name)?.label);
  const labels = [...new Set(read.filter(Boolean))];
  return labels.length ? t(`ใช้: ${labels.join(', ')}`, `Reads: ${labels.join(', ')}`) : '';
}

function placeIn(text, at) {
  const offset = text.startsWith('${') ? at + 2 : at;
  const near = text.slice(Math.max(0, offset), offset + 12).replace(/}$/, '');
  return near.trim() ? t(` (ตรง “${near}”)`, ` (at “${near}”)`) : '';
}

function unknownWords({ name, near }, scope) {
  const meant = near ? t(` หมายถึง ${near} หรือไม่`, ` Is ${near} meant?`) : '';
  if (scope.isOpen) return t(`“${name}” ไม่ได้ตั้งไว้ในแผนผังนี้ ต้องมากับข้อความที่รับหรือกระบวนงานที่เรียก${meant}`, `“${name}” is not set in this diagram; it must come with a message or a called procedure.${meant}`);
  return t(`ยังไม่มีขั้นตอนก่อนหน้าที่ตั้งค่า “${name}”${meant}`, `No step before sets “${name}”.${meant}`);
}

function completions(control, scope, words) {
  const before = control.value.slice(0, control.selectionStart);
  const typed = WORD.exec(before)[0].toLowerCase();
  const inSetting = /setting\(\s*["']([^"']*)$/.exec(before);
  if (inSetting) return settings(words, inSetting[1].toLowerCase());
  const paths = pathsOf(scope.list).map((each) => ({ name: each.label, more: each.name, text: each.name, sought: `${each.name} ${each.label}` }));
  const calls = words.functions.map((each) => ({ name: each.words, more: each.sample, text: each.sample, sought: `${each.name} ${each.words}` }));
  return [...paths, ...calls].filter((each) => each.sought.toLowerCase().includes(typed) && each.text !== typed);
}

function settings(words, typed) {
  const all = words.settings.map((each) => ({ name: each.label, more: each.shown, text: each.name }));
  return all.filter((each) => `${each.text} ${each.name}`.toLowerCase().includes(typed));
}

/** Put what was chosen in the place of the word before the caret; the caret goes where more is to be written. */
function insert(control, text) {
  const end = control.selectionStart;
  const start = end - WORD.exec(control.value.slice(0, end))[0].length;
  const hole = text.indexOf('…');
  control.setRangeText(text.replaceAll('…', ''), start, end, 'end');
  if (hole >= 0) control.setSelectionRange(start + hole, start + hole);
  control.dispatchEvent(new Event('input', { bubbles: true }));
}
