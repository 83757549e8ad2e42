// What every page has: htmx, menus, dialogs, focus after errors, keys in lists. Pages work without it.
import 'htmx.org/dist/htmx.min.js';
import { startDialogs } from './lib/dialogs.js';
import { startHtmx } from './lib/fragments.js';
import { forgetAll } from './lib/kept.js';
import { startKeys } from './lib/keys.js';
import { startMentions } from './lib/mentions.js';
import { startMenus } from './lib/menus.js';
import { startPicked } from './lib/picked.js';

startHtmx();
startMenus();
startDialogs();
startKeys();
startMentions();
startPicked();
document.querySelector('[data-focus]')?.focus();
document.addEventListener('submit', (event) => {
  if (event.target.getAttribute('action') === '/sign-out') forgetAll();
});
