// Put what was typed back into a form: entries of its FormData, as they were.
import { showFiles } from './files.js';

export function refill(form, tables, entries) {
  const values = new Map();
  for (const [name, value] of entries) values.set(name, [...(values.get(name) ?? []), value]);
  for (const [name, grid] of tables) grid.load(JSON.parse(values.get(name)?.[0] ?? '[]'));
  for (const box of form.querySelectorAll('[data-files]')) showFiles(box, values.get(box.dataset.field) ?? []);
  for (const control of form.elements) {
    const given = values.get(control.name) ?? [];
    if (!control.name || control.name.startsWith('_') || control.type === 'hidden' || control.type === 'file') continue;
    if (control.type === 'radio' || control.type === 'checkbox') control.checked = given.includes(control.value);
    else if (given.length && control.tagName !== 'BUTTON') [control.value] = given;
  }
}
