// Ask the server what is wrong in a table, without handing anything in.
import { post } from '../../lib/http.js';
import { t } from '../../lib/language.js';
import { follow } from './drawing.js';

export async function check(grid) {
  const form = grid.box.closest('form');
  const rows = grid.rows.filled();
  const body = new FormData(form);
  for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
  let errors;
  try {
    ({ errors } = await post(`${grid.place.address}/check`, body));
  } catch {
    grid.tools.say(t('ตรวจไม่ได้ในขณะนี้', 'It cannot be checked just now.'));
    return;
  }
  const prefix = `${grid.field.key}.`;
  const own = Object.entries(errors).filter(([path]) => path.startsWith(prefix)).map(([path, said]) => [path.slice(prefix.length), said]);
  grid.rows.mark(Object.fromEntries(own), rows);
  grid.tools.say(own.length ? '' : t('ไม่พบข้อผิด', 'Nothing is wrong.'));
  for (const row of grid.drawn.keys()) follow(grid, row);
  grid.look();
}
