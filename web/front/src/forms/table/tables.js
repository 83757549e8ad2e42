// Every table of a form: its rows travel as one value, and come back into the grid.
import { Grid } from './grid.js';
import { startImport } from './importing.js';
import { connectPaste } from './pasting.js';

export function startTables(root, told, place) {
  const tables = new Map();
  for (const box of root.querySelectorAll('[data-table]')) {
    const field = told.fields.find((each) => each.key === box.dataset.field);
    const source = box.querySelector('[data-rows]');
    const grid = new Grid(box, field, {
      cells: JSON.parse(source.value ?? source.textContent),
      errors: JSON.parse(box.querySelector('[data-errors]').textContent),
      isFixed: box.hasAttribute('data-read-only'),
      place,
    });
    tables.set(field.key, grid);
    if (grid.isFixed) continue;
    root.addEventListener('formdata', ({ formData }) => formData.set(field.key, JSON.stringify(grid.sent())));
    connectPaste(grid);
    startImport(grid);
  }
  return tables;
}
