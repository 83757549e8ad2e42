// A decision table being edited: the DMN file itself, as a document, so that what is not shown here stays as it is.
const STEPS = 200;
const TYPING = 1200; // ms: what is typed into one cell within this is one step
const INDENT = { rule: 6, input: 6, output: 6 };

export class TableModel {
  constructor(text) {
    this.listeners = [];
    this.open(text);
  }

  /** Take a file in place of what is there; there is no way back behind it. */
  open(text) {
    Object.assign(this, { saved: text, past: [], future: [], typing: null, chosen: null });
    this.read(text);
    this.begun = this.written();
    this.tell('made');
  }

  read(text) {
    this.doc = new DOMParser().parseFromString(text, 'application/xml');
    this.ns = this.doc.documentElement.namespaceURI;
    this.decision = this.doc.getElementsByTagNameNS(this.ns, 'decision')[0];
    this.table = this.decision?.getElementsByTagNameNS(this.ns, 'decisionTable')[0];
  }

  /** Whether there is a table to edit at all. */
  get isReadable() { return Boolean(this.table); }

  written() { return new XMLSerializer().serializeToString(this.doc.documentElement); }

  /** The file as it would be saved: as it was, as long as nothing differs. */
  text() {
    const now = this.written();
    return now === this.begun ? this.saved : `<?xml version="1.0" encoding="UTF-8"?>\n${now}\n`;
  }

  hear(listener) { this.listeners.push(listener); }

  tell(what) { for (const each of this.listeners) each(what); }

  /** Do something as one step. `typing`: what is typed, joined while it goes on. */
  change(act, typing = null) {
    const now = Date.now();
    if (typing === null || this.typing?.of !== typing || now - this.typing.at > TYPING) this.past.push(this.written());
    if (this.past.length > STEPS) this.past.shift();
    this.typing = typing === null ? null : { of: typing, at: now };
    this.future = [];
    act();
    this.tell(typing === null ? 'made' : 'typed');
  }

  undo() { this.go(this.past, this.future); }

  redo() { this.go(this.future, this.past); }

  go(from, to) {
    if (!from.length) return;
    to.push(this.written());
    this.read(from.pop());
    this.typing = null;
    this.tell('made');
  }

  choose(id) {
    this.chosen = id;
    this.tell('chosen');
  }

  of(around, name) { return [...around.children].filter((each) => each.localName === name && each.namespaceURI === this.ns); }

  get inputs() { return this.of(this.table, 'input'); }

  get outputs() { return this.of(this.table, 'output'); }

  get rules() { return this.of(this.table, 'rule'); }

  cells(rule) { return [...this.of(rule, 'inputEntry'), ...this.of(rule, 'outputEntry')]; }

  get columns() { return [...this.inputs, ...this.outputs]; }

  byId(id) { return id ? [this.decision, this.table, ...this.table.querySelectorAll('*')].find((each) => each.getAttribute('id') === id) : undefined; }

  policy() {
    const [policy, how] = [this.table.getAttribute('hitPolicy') ?? 'UNIQUE', this.table.getAttribute('aggregation')];
    return how ? `${policy} ${how}` : policy;
  }

  setPolicy(value) {
    const how = ['SUM', 'MIN', 'MAX', 'COUNT'].find((each) => value.endsWith(` ${each}`));
    this.change(() => {
      this.table.setAttribute('hitPolicy', how ? 'COLLECT' : value);
      if (how) this.table.setAttribute('aggregation', how);
      else this.table.removeAttribute('aggregation');
    });
  }

  /** The text in an element's <text>, or of a child's: `textOf(input, 'inputExpression')`. */
  textOf(element, inside = null) {
    const around = inside ? this.of(element, inside)[0] : element;
    return around ? this.of(around, 'text')[0]?.textContent ?? '' : '';
  }

  /** Set that text; a child that is left empty goes, but for an input's expression. */
  setText(element, value, inside = null) {
    this.change(() => {
      let around = element;
      if (inside) {
        [around] = this.of(element, inside);
        if (!around && value) around = this.put(element, inside, inside === 'inputExpression' ? 0 : null);
        if (around && !value && inside !== 'inputExpression') {
          around.remove();
          return;
        }
      }
      if (around) this.write(around, value);
    }, `${element.getAttribute('id')}.${inside}`);
  }

  write(around, value) {
    const text = this.of(around, 'text')[0] ?? around.appendChild(this.doc.createElementNS(this.ns, 'text'));
    text.textContent = value;
  }

  set(element, name, value) {
    this.change(() => (value ? element.setAttribute(name, value) : element.removeAttribute(name)), `${element.getAttribute('id')}@${name}`);
  }

  setType(column, value) {
    const holder = column.localName === 'input' ? this.of(column, 'inputExpression')[0] ?? this.put(column, 'inputExpression', 0) : column;
    this.change(() => (value ? holder.setAttribute('typeRef', value) : holder.removeAttribute('typeRef')));
  }

  typeOf(column) {
    const holder = column.localName === 'input' ? this.of(column, 'inputExpression')[0] : column;
    return (holder?.getAttribute('typeRef') ?? '').replace(/^.*:/, '');
  }

  noteOf(rule) {
    const annotation = this.of(rule, 'annotationEntry').map((each) => this.textOf(each));
    return [this.of(rule, 'description')[0]?.textContent ?? '', ...annotation].filter(Boolean).join(' ');
  }

  setNote(rule, value) {
    this.change(() => {
      let note = this.of(rule, 'description')[0];
      if (!note && value) {
        note = this.doc.createElementNS(this.ns, 'description');
        rule.prepend(this.doc.createTextNode('\n        '), note);
      }
      if (note && value) note.textContent = value;
      else note?.remove();
    }, `${rule.getAttribute('id')}.note`);
  }

  fresh(stem) {
    const known = new Set([...this.doc.querySelectorAll('[id]')].map((each) => each.getAttribute('id')));
    let number = 1;
    while (known.has(`${stem}_${number}`)) number += 1;
    return `${stem}_${number}`;
  }

  put(around, name, at = null) {
    const made = this.doc.createElementNS(this.ns, name);
    made.setAttribute('id', this.fresh(name === 'inputExpression' ? `${around.getAttribute('id')}_expression` : name));
    made.append(this.doc.createElementNS(this.ns, 'text'));
    if (at === 0) around.prepend(made);
    else around.append(made);
    return made;
  }

  cell(name, value) {
    const made = this.doc.createElementNS(this.ns, name);
    made.setAttribute('id', this.fresh('cell'));
    made.append(this.doc.createElementNS(this.ns, 'text'));
    made.firstChild.textContent = value;
    return made;
  }

  /** Put an element behind another child of the table, on a line of its own. */
  after(made, before) {
    const line = this.doc.createTextNode(`\n${' '.repeat(INDENT[made.localName] ?? 6)}`);
    if (before) before.after(line, made);
    else this.table.prepend(line, made);
  }

  addRule(behind = this.rules.at(-1)) {
    this.change(() => {
      const rule = this.doc.createElementNS(this.ns, 'rule');
      rule.setAttribute('id', this.fresh('rule'));
      this.after(rule, behind ?? this.columns.at(-1));
      for (const column of this.columns) rule.append(this.doc.createTextNode('\n        '), this.cell(column.localName === 'input' ? 'inputEntry' : 'outputEntry', column.localName === 'input' ? '-' : ''));
      rule.append(this.doc.createTextNode('\n      '));
      this.chosen = rule.getAttribute('id');
    });
  }

  copyRule(rule) {
    this.change(() => {
      const copy = rule.cloneNode(true);
      this.after(copy, rule);
      copy.setAttribute('id', this.fresh('rule'));
      for (const each of copy.querySelectorAll('[id]')) each.setAttribute('id', this.fresh('cell'));
      this.chosen = copy.getAttribute('id');
    });
  }

  removeRule(rule) { this.change(() => this.drop(rule)); }

  moveRule(rule, by) {
    const rules = this.rules;
    const other = rules[rules.indexOf(rule) + by];
    if (!other) return;
    this.change(() => (by < 0 ? other.before(rule, this.doc.createTextNode('\n      ')) : other.after(this.doc.createTextNode('\n      '), rule)));
  }

  drop(element) {
    if (element.previousSibling?.nodeType === 3) element.previousSibling.remove();
    element.remove();
  }

  addColumn(kind) {
    this.change(() => {
      const isInput = kind === 'input';
      const made = this.doc.createElementNS(this.ns, kind);
      made.setAttribute('id', this.fresh(kind));
      if (isInput) this.put(made, 'inputExpression').setAttribute('typeRef', 'string');
      else for (const [name, value] of [['name', this.freeName()], ['typeRef', 'string']]) made.setAttribute(name, value);
      this.after(made, isInput ? this.inputs.at(-1) : this.columns.at(-1));
      const at = (isInput ? this.inputs : this.columns).indexOf(made);
      for (const rule of this.rules) this.place(rule, at, this.cell(isInput ? 'inputEntry' : 'outputEntry', isInput ? '-' : ''));
      this.chosen = made.getAttribute('id');
    });
  }

  place(rule, at, cell) {
    const before = this.cells(rule)[at - 1];
    const line = this.doc.createTextNode('\n        ');
    const note = this.of(rule, 'description')[0];
    if (before ?? note) (before ?? note).after(line, cell);
    else rule.prepend(line, cell);
  }

  freeName() {
    const known = new Set(this.outputs.map((each) => each.getAttribute('name')));
    let number = 1;
    while (known.has(`result_${number}`)) number += 1;
    return `result_${number}`;
  }

  removeColumn(column) {
    const at = this.columns.indexOf(column);
    this.change(() => {
      for (const rule of this.rules) {
        const cell = this.cells(rule)[at];
        if (cell) this.drop(cell);
      }
      this.drop(column);
      this.chosen = null;
    });
  }

  moveColumn(column, by) {
    const beside = column.localName === 'input' ? this.inputs : this.outputs;
    const other = beside[beside.indexOf(column) + by];
    if (!other) return;
    const [from, to] = [this.columns.indexOf(column), this.columns.indexOf(other)];
    this.change(() => {
      swap(column, other);
      for (const rule of this.rules) swap(this.cells(rule)[from], this.cells(rule)[to]);
    });
  }
}

/** Let two elements change places. */
function swap(one, other) {
  if (!one || !other) return;
  const mark = one.ownerDocument.createTextNode('');
  one.before(mark);
  other.before(one);
  mark.replaceWith(other);
}
