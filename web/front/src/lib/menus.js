// Menus close when one looks elsewhere: a click beside them, Escape, or another menu.
export function startMenus() {
  const open = () => [...document.querySelectorAll('details[data-menu][open]')];
  document.addEventListener('click', (event) => {
    for (const each of open()) if (!each.contains(event.target)) each.open = false;
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    for (const each of open()) {
      each.open = false;
      each.querySelector('summary').focus();
    }
  });
  const burger = document.querySelector('[data-burger]');
  burger?.addEventListener('click', (event) => {
    event.preventDefault();
    const isOpen = document.querySelector('#menu').classList.toggle('open');
    burger.setAttribute('aria-expanded', String(isOpen));
  });
  burger?.setAttribute('role', 'button');
  burger?.setAttribute('aria-expanded', 'false');
}
