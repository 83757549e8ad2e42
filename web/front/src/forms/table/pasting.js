// Pasting cells of a spreadsheet into a grid: from the cell where one stands, downwards and to the right.
import { changed } from '../elements.js';
import { optionsOf } from './cells.js';
import { check } from './checking.js';
import { readSheet } from './importing.js';

const bare = (text) => text.normalize('NFKC').replace(/[\s*:_.()–—-]+/g, '').toLowerCase();

export function connectPaste(grid) {
  grid.element.addEventListener('paste', (event) => {
    const text = event.clipboardData.getData('text/plain');
    const control = event.target.closest('[data-at]');
    if (!/[\t\n]/.test(text.trim()) || !control || control.tagName === 'TEXTAREA' && !text.includes('\t')) return;
    event.preventDefault();
    const lines = cellsOf(text);
    if (hasHeadings(grid, lines[0])) readSheet(grid, { text }, grid.rows.filled().length ? 'append' : 'replace');
    else paste(grid, lines, grid.rowOf(control), Number(control.dataset.at));
  });
}

function hasHeadings(grid, first) {
  const labels = new Set(grid.columns.map((entry) => bare(entry.label)));
  const hits = first.filter((cell) => cell && labels.has(bare(cell))).length;
  return hits > 0 && hits * 2 >= first.filter(Boolean).length;
}

function paste(grid, lines, row, from) {
  const start = grid.rows.all.indexOf(row);
  lines.slice(0, grid.most - start).forEach((cells, n) => {
    grid.rows.all[start + n] ??= grid.rows.made();
    cells.forEach((cell, at) => put(grid, grid.rows.all[start + n], from + at, cell.trim()));
  });
  grid.redraw();
  changed(grid.element);
  if (lines.length > 1) check(grid);
}

function put(grid, row, at, text) {
  const entry = grid.columns.find((each) => each.at === at);
  if (!entry || entry.field.type === 'file') return;
  const options = optionsOf(entry.field);
  const value = (word) => options.find(([key, name]) => bare(name) === bare(word) || key === word)?.[0] ?? word;
  if (entry.field.type === 'multi') grid.rows.set(row, at, text.split(/[,;\n]/).map((each) => value(each.trim())).filter(Boolean));
  else grid.rows.set(row, at, options.length ? value(text) : text);
}

/** Read tab-separated cells; a quoted cell may hold tabs and line ends. */
export function cellsOf(text) {
  const lines = [[]];
  const cell = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*)/y;
  let at = 0;
  while (at <= text.length) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    lines.at(-1).push(found[1] === undefined ? found[2] : found[1].replaceAll('""', '"'));
    at += found[0].length;
    const end = /^(\t|\r\n|\n|\r)/.exec(text.slice(at, at + 2));
    if (!end) break;
    at += end[0].length;
    if (end[0] !== '\t' && at < text.length) lines.push([]);
    else if (end[0] !== '\t') break;
  }
  return lines;
}
