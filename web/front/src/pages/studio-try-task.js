// A task of a trial: the form lives as a real one does; nothing is kept until it is handed in.
import { startDays } from '../forms/days.js';
import { startFiles } from '../forms/files.js';
import { startHelpers } from '../forms/helpers.js';
import { followForm } from '../forms/live.js';
import { startTables } from '../forms/table/tables.js';

const form = document.querySelector('#try-form');
const told = JSON.parse(document.querySelector('[data-form]')?.textContent ?? 'null');

if (form && told) {
  const place = form.getAttribute('action');
  const tables = startTables(form, told, place);
  followForm(form, told, tables);
  startDays(form);
  startFiles(form, place);
  startHelpers(form, place);
}
