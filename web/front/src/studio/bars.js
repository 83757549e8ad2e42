// A sentence on top of a draft with things to do, and small buttons.
export function button(text, act, style = 'btn small alt') {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = style;
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
}

/** Say something on top of the draft; each deed is [words, act], and the bar goes with whichever is chosen. */
export function bar(text, ...deeds) {
  const told = document.createElement('div');
  told.className = 'said warn studio-bar';
  told.setAttribute('role', 'status');
  const end = (act) => () => {
    told.remove();
    act?.();
  };
  told.append(text, ...deeds.map(([words, act]) => button(words, end(act))));
  document.querySelector('#studio .tabs').after(told);
  return told;
}
