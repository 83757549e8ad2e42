// A list under a field, by the combobox pattern: arrows go through it, Enter takes, Escape closes.
import { make } from '../../forms/elements.js';

const MOST = 60;

/**
 * Let `control` offer choices. `find()` gives (a promise of) [{ name, more }]; `take(option)` is called with the one
 * taken; `marksFirst()`: whether the first is marked at once, for Enter to take. Returns { box, open, close }: `box` stands where the control stood and holds it.
 */
export function suggesting(control, { label, find, take, opensOnFocus = true, marksFirst = () => !opensOnFocus }) {
  const list = make('ul', { role: 'listbox', class: 'combo-list', 'aria-label': label, hidden: true });
  const box = make('div', { class: 'combo' }, control, list);
  let found = [];
  let at = -1;
  let asked = 0;
  const isLine = control.tagName === 'INPUT'; // a field of several lines stays a textbox, which has no expanded state
  const roles = isLine ? { role: 'combobox', 'aria-expanded': 'false' } : {};
  for (const [name, value] of Object.entries({ ...roles, 'aria-autocomplete': 'list', autocomplete: 'off', spellcheck: 'false' })) control.setAttribute(name, value);
  const expanded = (is) => isLine && control.setAttribute('aria-expanded', String(is));

  const close = () => {
    list.hidden = true;
    at = -1;
    expanded(false);
    control.removeAttribute('aria-activedescendant');
  };
  const mark = (to) => {
    at = to;
    [...list.children].forEach((each, place) => each.setAttribute('aria-selected', String(place === at)));
    const marked = list.children[at];
    if (!marked) return control.removeAttribute('aria-activedescendant');
    marked.scrollIntoView({ block: 'nearest' });
    return control.setAttribute('aria-activedescendant', marked.id);
  };
  const taken = (option) => {
    close();
    take(option);
  };
  const open = async () => {
    const mine = (asked += 1);
    const answer = (await find()) ?? [];
    if (mine !== asked || !control.isConnected) return;
    found = answer.slice(0, MOST);
    list.id = `${control.id}-list`;
    control.setAttribute('aria-controls', list.id);
    list.replaceChildren(...found.map((option, place) => row(option, `${list.id}-${place}`, taken)));
    if (!found.length) return close();
    list.hidden = false;
    expanded(true);
    list.scrollIntoView({ block: 'nearest' });
    mark(marksFirst() ? 0 : -1);
  };

  control.addEventListener('input', open);
  if (opensOnFocus) control.addEventListener('click', open);
  control.addEventListener('blur', () => setTimeout(close, 150));
  control.addEventListener('keydown', (event) => {
    const isShown = !list.hidden;
    const wants = event.key === 'ArrowDown' && (opensOnFocus || event.altKey);
    if (!isShown && (wants || (event.ctrlKey && event.code === 'Space'))) open();
    else if (isShown && event.key === 'ArrowDown') mark((at + 1) % found.length);
    else if (isShown && event.key === 'ArrowUp') mark((at - 1 + found.length) % found.length);
    else if (isShown && (event.key === 'Enter' || (event.key === 'Tab' && !opensOnFocus)) && at >= 0) taken(found[at]);
    else if (isShown && event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return { box, open, close };
}

function row(option, id, taken) {
  const more = option.more ? make('span', { class: 'combo-more' }, option.more) : null;
  const made = make('li', { role: 'option', id, 'aria-selected': 'false' }, make('span', {}, option.name), more);
  made.addEventListener('mousedown', (event) => {
    event.preventDefault();
    taken(option);
  });
  return made;
}

/** Those that hold every word asked for, in their name or beside it. */
export function matching(options, asked) {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean);
  return options.filter((each) => {
    const text = `${each.name} ${each.more ?? ''} ${each.key ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
