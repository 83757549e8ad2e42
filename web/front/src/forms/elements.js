// DOM elements of text and attributes; never of HTML.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === 'on') for (const [type, act] of Object.entries(value)) element.addEventListener(type, act);
    else if (name === 'class') element.className = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter((each) => each !== null && each !== undefined));
  return element;
}

/** Tell the form that something in it has changed by a script. */
export const changed = (element) => element.dispatchEvent(new Event('change', { bubbles: true }));
