// Rows out of a spreadsheet: a file or what was copied; the bad ones come too and are marked.
import { post } from '../../lib/http.js';
import { t } from '../../lib/language.js';
import { changed, make } from '../elements.js';

export function startImport(grid) {
  const open = () => dialogOf(grid).showModal();
  const button = make('button', { type: 'button', class: 'btn alt small', on: { click: open } }, t('นำเข้าจากตารางคำนวณ', 'Import a spreadsheet'));
  grid.tools.bottom.querySelector('.grid-import').append(button);
}

function dialogOf(grid) {
  const identity = `f-${grid.field.key}-import`;
  const text = make('textarea', { id: `${identity}-text`, rows: '4' });
  const file = make('input', { id: `${identity}-file`, type: 'file', accept: '.xlsx,.csv,.tsv,.txt', class: 'vh' });
  const name = make('span', { class: 'hint' }, t('.xlsx หรือ .csv บรรทัดแรกเป็นหัวคอลัมน์', '.xlsx or .csv; headings in the first line'));
  const replace = make('input', { type: 'checkbox' });
  const state = make('p', { class: 'error', role: 'alert' });
  file.addEventListener('change', () => { name.textContent = file.files[0]?.name ?? ''; });
  const dialog = make('dialog', { class: 'dialog', 'aria-labelledby': `${identity}-title` });
  const take = async (event) => {
    event.target.disabled = true;
    state.textContent = '';
    const given = file.files[0] ? { file: file.files[0] } : { text: text.value };
    const refusal = await readSheet(grid, given, replace.checked || !grid.rows.filled().length ? 'replace' : 'append');
    event.target.disabled = false;
    if (refusal) state.textContent = refusal;
    else dialog.close();
  };
  dialog.append(make('div', { class: 'dialog-in' },
    make('div', { class: 'dialog-head' }, make('h2', { id: `${identity}-title` }, t('นำเข้าแถวจากตารางคำนวณ', 'Rows from a spreadsheet')), make('button', { type: 'button', class: 'close', 'data-close': true, 'aria-label': t('ปิด', 'Close') }, '✕')),
    make('p', {}, make('a', { href: `${grid.place.address}/rows/${grid.field.key}.xlsx` }, t('ดาวน์โหลดไฟล์เปล่าที่มีหัวคอลัมน์แล้ว', 'Download an empty file with the headings'))),
    make('div', { class: 'field file-pick' }, file, make('label', { class: 'btn alt', for: file.id }, t('เลือกไฟล์', 'Choose a file')), name),
    make('div', { class: 'field' }, make('label', { for: text.id }, t('หรือวางสิ่งที่คัดลอกมาจากตาราง', 'Or paste what you copied')), text),
    make('label', { class: 'choice' }, replace, t('แทนที่แถวเดิมทั้งหมด', 'In place of all rows there')),
    state,
    make('div', { class: 'actions' }, make('button', { type: 'button', class: 'btn', on: { click: take } }, t('นำเข้า', 'Import')), make('button', { type: 'button', class: 'btn alt', 'data-close': true }, t('ยกเลิก', 'Cancel')))));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}

/** Read a sheet into a grid; resolves with why it was refused, if it was. */
export async function readSheet(grid, given, how) {
  const body = new FormData();
  for (const [name, value] of Object.entries(given)) body.set(name, value);
  try {
    take(grid, await post(`${grid.place.address}/rows/${grid.field.key}`, body), how);
    return '';
  } catch (refusal) {
    return wordsOf(refusal);
  }
}

function wordsOf(refusal) {
  try {
    return JSON.parse(refusal.message).told;
  } catch {
    return t('อ่านไม่ได้ กรุณาลองใหม่', 'It cannot be read; try again.');
  }
}

function take(grid, { cells, errors, unmatched, missing }, how) {
  const before = how === 'append' ? grid.rows.filled() : [];
  const room = grid.most - before.length;
  const rows = cells.slice(0, room).map((row) => grid.rows.made(row));
  for (const [path, sentence] of errors) {
    const [number, ...rest] = path.split('.');
    rows[Number(number)]?.wrong.set(rest.join('.'), sentence);
  }
  grid.rows.all = [...before, ...rows];
  grid.redraw();
  changed(grid.element);
  grid.tools.say(said(grid, rows.length, cells.length - rows.length, unmatched, missing));
  grid.tools.tell();
}

function said(grid, taken, left, unmatched, missing) {
  return [
    t(`นำเข้า ${taken} แถว`, `${taken} row(s) imported`),
    left > 0 ? t(`เกินที่ตารางรับได้ ${left} แถว`, `${left} row(s) too many`) : '',
    missing.length ? t(`ไม่มีคอลัมน์ ${missing.join(', ')}`, `without ${missing.join(', ')}`) : '',
    unmatched.length ? t(`ไม่รู้จักคอลัมน์ ${unmatched.join(', ')}`, `unknown: ${unmatched.join(', ')}`) : '',
  ].filter(Boolean).join(' · ');
}
