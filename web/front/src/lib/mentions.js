// `@` in a comment offers colleagues by name: arrows choose, Enter or a click takes, Escape leaves it be.
import { get } from './http.js';
import { t } from './language.js';

const WORD = /(?:^|[\s(])@([^\s@]{1,40})$/;
let shown = null; // { box, field, from, chosen, request }

export function startMentions() {
  document.addEventListener('input', (event) => {
    if (event.target.matches?.('[data-mentions]')) look(event.target);
  });
  document.addEventListener('keydown', keyed, true);
  document.addEventListener('focusin', (event) => {
    if (shown && event.target !== shown.field && !shown.box.contains(event.target)) close();
  });
}

async function look(field) {
  const before = field.value.slice(0, field.selectionStart);
  const word = WORD.exec(before);
  if (!word) return close();
  shown?.request?.abort();
  const request = new AbortController();
  const from = before.length - word[1].length - 1;
  shown = { ...(shown ?? { box: made(field) }), field, from, request };
  try {
    const address = `${field.dataset.mentions}?${new URLSearchParams({ q: word[1] })}`;
    show(await get(address, request.signal));
  } catch {
    if (!request.signal.aborted) close(); // typing goes on without the offer
  }
}

function made(field) {
  const box = document.createElement('ul');
  box.className = 'mention-list';
  box.id = `${field.id}-colleagues`;
  box.setAttribute('role', 'listbox');
  box.setAttribute('aria-label', t('เพื่อนร่วมงาน', 'Colleagues'));
  field.after(box);
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-controls', box.id);
  return box;
}

function show(people) {
  if (!people.length) return close();
  shown.box.replaceChildren(...people.map((each, at) => offer(each, at)));
  choose(0);
}

function offer(person, at) {
  const item = document.createElement('li');
  item.id = `${shown.box.id}-${at}`;
  item.setAttribute('role', 'option');
  item.dataset.username = person.username;
  const name = document.createElement('b');
  name.textContent = person.name;
  item.append(name, ` @${person.username}`);
  item.addEventListener('mousedown', (event) => {
    event.preventDefault();
    take(item);
  });
  return item;
}

function choose(at) {
  const items = [...shown.box.children];
  shown.chosen = items[(at + items.length) % items.length];
  for (const item of items) item.setAttribute('aria-selected', String(item === shown.chosen));
  shown.field.setAttribute('aria-activedescendant', shown.chosen.id);
}

function keyed(event) {
  if (!shown?.chosen || event.target !== shown.field) return;
  const at = [...shown.box.children].indexOf(shown.chosen);
  const does = {
    ArrowDown: () => choose(at + 1),
    ArrowUp: () => choose(at - 1),
    Enter: () => take(shown.chosen),
    Tab: () => take(shown.chosen),
    Escape: close,
  }[event.key];
  if (!does) return;
  event.preventDefault();
  event.stopPropagation();
  does();
}

function take(item) {
  const { field, from } = shown;
  field.setRangeText(`@${item.dataset.username} `, from, field.selectionStart, 'end');
  close();
  field.focus();
}

function close() {
  if (!shown) return;
  shown.request?.abort();
  shown.box.remove();
  for (const name of ['aria-autocomplete', 'aria-controls', 'aria-activedescendant']) shown.field.removeAttribute(name);
  shown = null;
}
