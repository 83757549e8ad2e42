// A form definition being edited: what it holds, what may be done to it, and every step back.
// A field is known by its place: [2], or [2, 0] for the first column of the third field.
import { free } from './latin.js';
import { rename } from './references.js';

const STEPS = 200;
const TYPING = 1200; // ms: what is typed into one control within this is one step

export class FormModel {
  constructor(text, limits) {
    this.limits = limits; // property -> types that have it
    this.listeners = [];
    this.open(text);
  }

  /** Take a file in place of what is there; there is no way back behind it. */
  open(text) {
    this.body = JSON.parse(text);
    Object.assign(this, { saved: text, past: [], future: [], typing: null, selected: null });
    this.tell('made');
  }

  /** The file as it would be saved: as it was, as long as nothing differs. */
  text() {
    const now = JSON.stringify(this.body);
    return now === JSON.stringify(JSON.parse(this.saved)) ? this.saved : `${JSON.stringify(this.body, null, 2)}\n`;
  }

  /** Hear of changes: `what` is "typed" (one value), "made" (fields come, go or move) or "chosen". */
  hear(listener) { this.listeners.push(listener); }

  tell(what) { for (const each of this.listeners) each(what); }

  /** Do something to the definition as one step. `typing`: what of it is typed, joined while it goes on. */
  change(act, { typing = null, what = typing ? 'typed' : 'made' } = {}) {
    const now = Date.now();
    const goesOn = typing !== null && this.typing?.of === typing && now - this.typing.at < TYPING;
    if (!goesOn) this.past.push({ body: JSON.stringify(this.body), selected: this.selected });
    if (this.past.length > STEPS) this.past.shift();
    this.typing = typing === null ? null : { of: typing, at: now };
    this.future = [];
    act(this.body);
    this.tell(what);
  }

  get canUndo() { return this.past.length > 0; }

  get canRedo() { return this.future.length > 0; }

  undo() { this.go(this.past, this.future); }

  redo() { this.go(this.future, this.past); }

  go(from, to) {
    if (!from.length) return;
    to.push({ body: JSON.stringify(this.body), selected: this.selected });
    const step = from.pop();
    this.body = JSON.parse(step.body);
    this.selected = step.selected && this.at(step.selected) ? step.selected : null;
    this.typing = null;
    this.tell('made');
  }

  choose(place) {
    this.selected = place && this.at(place) ? place : null;
    this.typing = null;
    this.tell('chosen');
  }

  at(place) {
    const field = this.body.fields[place[0]];
    return place.length === 1 ? field : field?.columns?.[place[1]];
  }

  get field() { return this.selected ? this.at(this.selected) : null; }

  /** The fields that stand beside a place: the form's, or the columns of its table. */
  beside(place, body = this.body) { return place.length === 1 ? body.fields : body.fields[place[0]].columns; }

  /** Those that stand before it: what its conditions and formulas may name. */
  before(place) { return this.beside(place).slice(0, place.at(-1)); }

  taken(place) { return new Set(this.beside(place).filter((_, at) => at !== place.at(-1)).map((each) => each.key)); }

  /** Set a property of the chosen field; undefined or '' takes it out. */
  set(name, value, { what } = {}) {
    const place = this.selected;
    this.change(() => put(this.at(place), name, value), what ? { what } : { typing: `${place}.${name}` });
  }

  /** Give the chosen field a label, and with it maybe a key, as one step. */
  setLabel(label, key = null) {
    const place = this.selected;
    this.change((body) => {
      this.at(place).label = label;
      if (key !== null) rename(body, place, key);
    }, { typing: `${place}.label` });
  }

  /** Give the chosen field another key; whatever of the form names it names the new one. */
  setKey(key) {
    const place = this.selected;
    this.change((body) => rename(body, place, key), { typing: `${place}.key` });
  }

  /** Change the type: properties that the new type does not have go. */
  setType(type) {
    const place = this.selected;
    this.change(() => {
      const field = this.at(place);
      field.type = type;
      for (const name of Object.keys(field)) if (this.limits[name] && !this.limits[name].includes(type)) delete field[name];
      Object.assign(field, { ...this.needs(type), ...field });
    });
  }

  needs(type) {
    const two = [{ value: 'yes', th: 'ใช่', en: 'Yes' }, { value: 'no', th: 'ไม่ใช่', en: 'No' }];
    if (type === 'enum' || type === 'multi') return { options: two };
    if (type === 'table') return { columns: [{ key: 'item', type: 'text', label: { th: 'รายการ', en: 'Item' } }] };
    return {};
  }

  /** Add fields behind a place (of the form, or of a table's columns) and choose the first. */
  add(fields, behind, { inside = null } = {}) {
    const at = inside === null ? (behind ? behind[0] + 1 : this.body.fields.length) : (behind?.[1] ?? this.body.fields[inside].columns.length - 1) + 1;
    this.change((body) => {
      const others = inside === null ? body.fields : body.fields[inside].columns;
      const taken = new Set(others.map((each) => each.key));
      const renamed = {};
      const made = fields.map((field) => {
        const key = free(field.key, taken);
        taken.add(key);
        renamed[field.key] = key;
        return { ...structuredClone(field), key };
      });
      for (const each of made) for (const name of ['visible', 'required_if']) if (each[name]?.field) each[name].field = renamed[each[name].field] ?? each[name].field;
      if (inside === null) intoSection(body, made.map((each) => each.key), behind ? body.fields[behind[0]]?.key : null);
      others.splice(at, 0, ...made);
      this.selected = inside === null ? [at] : [inside, at];
    });
  }

  duplicate(place) {
    const copy = structuredClone(this.at(place));
    this.add([copy], place, place.length === 2 ? { inside: place[0] } : {});
  }

  remove(place) {
    this.change((body) => {
      const [gone] = this.beside(place, body).splice(place.at(-1), 1);
      if (place.length === 1) for (const each of body.sections ?? []) each.fields = each.fields.filter((key) => key !== gone.key);
      this.selected = null;
    });
  }

  /** The form's fields as they are shown: by section where there are some. */
  shown() {
    const at = new Map(this.body.fields.map((field, number) => [field.key, number]));
    if (!this.body.sections) return [{ section: null, fields: [...at.values()] }];
    const groups = this.body.sections.map((each, section) => ({ section, fields: each.fields.filter((key) => at.has(key)).map((key) => at.get(key)) }));
    const named = new Set(groups.flatMap((group) => group.fields));
    const loose = [...at.values()].filter((number) => !named.has(number));
    return loose.length ? [...groups, { section: null, fields: loose }] : groups;
  }

  /** Move a field one step among those that are shown; over the edge of a section into the next. */
  step(place, by) {
    if (place.length === 2) {
      const to = place[1] + by;
      if (this.at([place[0], to])) this.moveColumn(place[0], place[1], to);
      return;
    }
    const groups = this.shown();
    const group = groups.findIndex((each) => each.fields.includes(place[0]));
    const to = groups[group].fields.indexOf(place[0]) + by;
    const rest = groups[group].fields.length - 1;
    if (to >= 0 && to <= rest) this.move(place[0], group, to);
    else if (groups[group + by]) this.move(place[0], group + by, by > 0 ? 0 : groups[group + by].fields.length);
  }

  /** Move a field to a place (counted without itself) in a group of `shown`. */
  move(from, group, to) {
    const groups = this.shown();
    const others = groups[group].fields.filter((number) => number !== from);
    const key = this.body.fields[from].key;
    const before = others[to - 1] ?? lastOf(groups.slice(0, group), from);
    this.change((body) => {
      const behind = before === undefined ? null : body.fields[before].key;
      const [field] = body.fields.splice(from, 1);
      const at = behind === null ? 0 : body.fields.findIndex((each) => each.key === behind) + 1;
      body.fields.splice(at, 0, field);
      for (const each of body.sections ?? []) each.fields = each.fields.filter((name) => name !== key);
      const section = groups[group].section;
      if (section !== null) body.sections[section].fields.splice(to, 0, key);
      this.selected = [at];
    });
  }

  moveColumn(table, from, to) {
    this.change((body) => {
      const { columns } = body.fields[table];
      columns.splice(to, 0, ...columns.splice(from, 1));
      this.selected = [table, to];
    });
  }
}

export function put(around, name, value) {
  if (value === undefined || value === '' || value === null) delete around[name];
  else around[name] = value;
}

function lastOf(groups, besides) {
  return groups.flatMap((each) => each.fields).filter((number) => number !== besides).at(-1);
}

function intoSection(body, keys, behind) {
  if (!body.sections?.length) return;
  const around = body.sections.find((each) => each.fields.includes(behind)) ?? body.sections.at(-1);
  const at = around.fields.indexOf(behind);
  around.fields.splice(at < 0 ? around.fields.length : at + 1, 0, ...keys);
}
