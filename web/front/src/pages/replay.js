// The replay's page: one case, or all of a procedure's, played on the diagram from its history.
import { get } from '../lib/http.js';
import { t } from '../lib/language.js';
import { Log } from '../replay/log.js';
import { drawData } from '../replay/panel.js';
import { Player } from '../replay/player.js';
import { Stage } from '../replay/stage.js';
import { Timeline } from '../replay/timeline.js';

const root = document.querySelector('[data-replay]');
const find = (selector) => root.querySelector(selector);
const WRITES = /^(INPUT|SELECT|TEXTAREA)$/;

async function start() {
  const told = await get(root.dataset.replay);
  const timeline = new Timeline(told.events);
  timeline.isMany = told.many;
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const stage = new Stage(find('.canvas'), told.diagrams, timeline, {
    isCalm,
    onElement: (element, place) => jump(player, timeline.next(player.index, element, place)),
  });
  if (told.many) stage.view = 'all';
  const log = new Log(find('.log'), told.events, (index) => jump(player, index));
  const player = new Player({ root, stage, timeline, log, data: find('.data') });
  await stage.show(0);
  find('.canvas > .diagram-wait').remove();
  connectButtons(player);
  connectViews(player);
  connectDiagrams(player, told.diagrams);
  connectTabs(player);
  connectKeys(player);
  connectCompare(player);
  const words = document.querySelector('[data-told]');
  if (words && told.told) words.textContent = told.told;
  player.seek(Number(root.dataset.at));
  root.player = player;
  root.classList.add('ready');
}

function jump(player, index) {
  if (index < 0) return;
  player.pause();
  player.seek(index);
}

function connectButtons(player) {
  const acts = {
    first: () => jump(player, 0),
    back: () => jump(player, Math.max(0, player.index - 1)),
    play: () => player.toggle(),
    next: () => player.next(),
    last: () => jump(player, player.length),
  };
  for (const [name, act] of Object.entries(acts)) find(`[data-do="${name}"]`).addEventListener('click', act);
  player.slider.addEventListener('input', () => jump(player, Number(player.slider.value)));
}

function connectViews(player) {
  const buttons = [...root.querySelectorAll('[data-view]')];
  const press = (view) => {
    player.stage.setView(view);
    for (const each of buttons) each.setAttribute('aria-pressed', String(each.dataset.view === view));
    player.look(true);
  };
  for (const each of buttons) each.addEventListener('click', () => press(each.dataset.view));
}

/** Called diagrams have a button each. */
function connectDiagrams(player, diagrams) {
  const box = find('.diagrams');
  if (diagrams.length < 2) return;
  box.hidden = false;
  const buttons = diagrams.map((diagram, place) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = diagram.name;
    button.setAttribute('aria-pressed', String(place === 0));
    button.addEventListener('click', () => {
      player.pause();
      player.turn(place);
    });
    return button;
  });
  root.addEventListener('khanton:turned', ({ detail }) => {
    for (const [place, each] of buttons.entries()) each.setAttribute('aria-pressed', String(place === detail));
  });
  box.append(...buttons);
}

function connectTabs(player) {
  const tabs = [...root.querySelectorAll('[role=tab]')];
  const choose = (chosen) => {
    for (const each of tabs) {
      const isChosen = each === chosen;
      each.setAttribute('aria-selected', String(isChosen));
      each.tabIndex = isChosen ? 0 : -1;
      document.getElementById(each.getAttribute('aria-controls')).hidden = !isChosen;
    }
    player.log.show(player.index);
    if (player.data && !player.data.hidden) drawData(player.data, player.held.data, player.index);
  };
  for (const [at, each] of tabs.entries()) {
    each.addEventListener('click', () => choose(each));
    each.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.stopPropagation();
      const other = tabs[(at + step + tabs.length) % tabs.length];
      other.focus();
      choose(other);
    });
  }
}

function connectKeys(player) {
  const acts = {
    ' ': () => player.toggle(),
    ArrowRight: () => player.next(),
    ArrowLeft: () => jump(player, Math.max(0, player.index - 1)),
    Home: () => jump(player, 0),
    End: () => jump(player, player.length),
  };
  document.addEventListener('keydown', (event) => {
    const { target, key } = event;
    const isTaken = WRITES.test(target.tagName) || target.closest('.djs-container') || event.ctrlKey || event.altKey;
    const presses = key === ' ' && target.closest('button, a, summary');
    if (isTaken || presses || !acts[key]) return;
    event.preventDefault();
    acts[key]();
  });
}

/** Remember a moment, and lead to its comparison with the one at hand. */
function connectCompare(player) {
  const pin = document.querySelector('[data-do="pin"]');
  const link = document.querySelector('[data-compare]');
  if (!pin) return;
  let pinned = 1;
  const tell = () => {
    link.href = `${link.dataset.compare}?one=${pinned}&other=${player.index}`;
    history.replaceState(null, '', `?at=${player.index}`);
  };
  pin.addEventListener('click', () => {
    pinned = player.index;
    link.textContent = t(`เทียบกับเหตุการณ์ที่ ${pinned}`, `Compare with event ${pinned}`);
    tell();
  });
  root.addEventListener('khanton:moment', () => { if (!player.isPlaying) tell(); });
}

start().catch(() => {
  find('.canvas').textContent = t('เปิดการเล่นย้อนหลังไม่ได้ กรุณาเปิดหน้าใหม่', 'The replay cannot be opened; reload the page.');
});
