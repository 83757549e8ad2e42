// The rows of a table as values: cells as typed, what is known of them, what is wrong with them.
import { knownRow } from '../knowing.js';

const isEmpty = (cell) => cell === null || cell === undefined || cell === '' || (Array.isArray(cell) && !cell.length);

export class Rows {
  constructor(field, cells, errors) {
    this.field = field;
    this.asked = field.columns.filter((column) => !column.auto);
    this.load(cells);
    this.mark(errors, this.all);
  }

  load(cells) {
    this.all = cells.map((row) => this.made(row));
  }

  made(cells = []) {
    return { cells: this.field.places.map((_, n) => cells[n] ?? null), wrong: new Map(), known: null, number: 0 };
  }

  isBlank(row) {
    return row.cells.every(isEmpty);
  }

  /** Rows with anything in them: those are sent. */
  filled() {
    return this.all.filter((row) => !this.isBlank(row));
  }

  sent() {
    return this.filled().map((row) => row.cells.map((cell) => (isEmpty(cell) ? null : cell)));
  }

  /** What is known of a row: values as they are stored, computed ones too. */
  known(row, number) {
    if (!row.known || row.number !== number) {
      row.number = number;
      row.known = knownRow(this.field.columns, this.raw(row), number);
    }
    return row.known;
  }

  allKnown() {
    return this.filled().map((row, at) => this.known(row, at + 1));
  }

  raw(row) {
    const raw = {};
    this.field.places.forEach(([key, part], n) => {
      const cell = row.cells[n];
      if (isEmpty(cell)) return;
      if (part) raw[key] = { ...raw[key], [part]: cell };
      else raw[key] = { true: true, false: false }[this.isTruth(key) ? cell : ''] ?? cell;
    });
    return raw;
  }

  isTruth(key) {
    return this.field.columns.find((column) => column.key === key).type === 'bool';
  }

  set(row, at, value) {
    row.cells[at] = isEmpty(value) ? null : value;
    row.known = null;
    const path = this.field.places[at];
    row.wrong.delete(path.join('.'));
    row.wrong.delete(path[0]);
  }

  /** Take over errors told by place (`17.thai_id`) among `rows`. */
  mark(errors, rows) {
    for (const row of this.all) row.wrong = new Map();
    for (const [path, sentence] of Object.entries(errors)) {
      const [number, ...rest] = path.split('.');
      rows[Number(number)]?.wrong.set(rest.join('.'), sentence);
    }
  }

  wrongAt(row, at) {
    const path = this.field.places[at];
    return row.wrong.get(path.join('.')) ?? row.wrong.get(path[0]) ?? row.wrong.get('');
  }

  get faults() {
    return this.all.reduce((sum, row) => sum + row.wrong.size, 0);
  }
}
