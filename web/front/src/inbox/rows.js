// Rows of the list take what the server says of them, and stay where they are.
const byId = (id) => document.getElementById(id);

/** Put the tabs and rows of an answer in place of what is shown. `asked`: the tasks it tells of. */
export function takeIn(answer, asked) {
  const tabs = answer.querySelector('[data-tabs]');
  if (tabs) byId('tabs').replaceChildren(...tabs.childNodes);
  const told = new Map([...answer.querySelectorAll('tr[data-task]')].map((row) => [row.id, row]));
  for (const id of asked) {
    const shown = byId(`t-${id}`);
    if (!shown) continue;
    const fresh = told.get(shown.id);
    if (!fresh) leave(shown, answer.dataset.gone);
    else if (fresh.dataset.version !== shown.dataset.version) replace(shown, fresh);
  }
  document.dispatchEvent(new CustomEvent('inbox:changed'));
}

/** The element of an answer's text. */
export function answerIn(text) {
  return new DOMParser().parseFromString(text, 'text/html').body.firstElementChild;
}

function replace(shown, fresh) {
  const held = focusIn(shown);
  const picked = shown.querySelector('input[name=task]')?.checked;
  const row = document.importNode(fresh, true);
  shown.replaceWith(row);
  const box = row.querySelector('input[name=task]');
  if (box && picked) box.checked = true;
  if (held) (row.querySelector(held) ?? row.querySelector('a.main')).focus({ preventScroll: true });
  row.classList.add('changed');
  setTimeout(() => row.classList.remove('changed'), 1500);
}

function focusIn(row) {
  const at = document.activeElement;
  if (!row.contains(at)) return null;
  return { INPUT: 'input[name=task]', BUTTON: 'button' }[at.tagName] ?? 'a.main';
}

function leave(row, words) {
  if (row.classList.contains('gone')) return;
  const held = focusIn(row);
  row.classList.add('gone');
  row.querySelector('input[name=task]')?.remove();
  const act = row.querySelector('.act');
  act.replaceChildren(document.createTextNode(words));
  if (held) row.querySelector('a.main').focus({ preventScroll: true });
}
