// The studio of one diagram: the modeler and what stands around it, and what keys and buttons do with them.
import { language, t } from '../lib/language.js';
import { ITEMS } from './catalogue.js';
import { connectKeys, drawShortcuts } from './keyboard.js';
import { fit, openModeler, reopen } from './modeler.js';
import { Moving } from './moving.js';
import { drawPalette } from './palette.js';
import { at } from './presence.js';
import { Problems } from './problems.js';
import { mountProperties } from './properties/index.js';
import { keepSaved } from './saving.js';
import { showOthers } from './whereabouts.js';

export class Studio {
  constructor(root, modeler) {
    Object.assign(this, { root, modeler, moving: new Moving(modeler), placing: modeler.get('placing'), menus: modeler.get('menus') });
    const { dataset } = root;
    this.problems = new Problems({
      modeler,
      host: this.part('.studio-problems'),
      count: this.part('[data-count]'),
      address: dataset.check,
      file: dataset.file,
    });
  }

  part(selector) {
    return this.root.querySelector(selector);
  }

  ITEMS = ITEMS;

  /** Draw another diagram in the place of this one. */
  reopen = (xml) => reopen(this.modeler, xml);

  get chosen() {
    return this.moving.current();
  }

  /** Open a menu of the selected element; without one, of something new. */
  menu(what) {
    const element = this.chosen;
    if (!element) return this.menus.open('new');
    if (!this.menus.open(what, element)) this.say(t('ขั้นนี้ต่อด้วยสิ่งนี้ไม่ได้', 'That cannot follow here'));
    return true;
  }

  replace() {
    return this.chosen ? this.menus.openReplace(this.chosen) : false;
  }

  align() {
    const chosen = this.modeler.get('selection').get();
    return chosen.length > 1 ? this.menus.open('align', chosen) : false;
  }

  name() {
    const element = this.chosen;
    if (!element) return false;
    this.modeler.get('directEditing').activate(element);
    return true;
  }

  /** Move what is selected by the arrow keys, in lanes and out of them. */
  shift({ key, shiftKey }) {
    if (!this.chosen) return false;
    this.modeler.get('keyboardMoveSelection').moveSelection(key.slice('Arrow'.length).toLowerCase(), shiftKey);
    return true;
  }

  trigger(action, options) {
    this.modeler.get('editorActions').trigger(action, options);
    return true;
  }

  fit() {
    fit(this.modeler);
    return true;
  }

  find() {
    if (this.modeler.get('directEditing').isActive()) return false;
    return this.trigger('find');
  }

  /** Save now, rather than in a moment. */
  save() {
    this.saving.flush();
    return true;
  }

  keepVersion() {
    document.getElementById('keep-version').showModal();
    return true;
  }

  help() {
    document.getElementById('shortcuts').showModal();
    return true;
  }

  /** Go round the parts of the page: diagram, properties, problems, palette. */
  cycle() {
    const parts = ['.studio-canvas', '#properties', '.studio-drawer', '.studio-palette'].map((each) => this.part(each));
    const at = parts.findIndex((each) => each.contains(document.activeElement));
    for (let step = 1; step <= parts.length; step += 1) {
      if (this.enter(parts[(at + step) % parts.length])) return true;
    }
    return false;
  }

  enter(part) {
    if (part.matches('.studio-canvas')) {
      this.modeler.get('canvas').focus();
      return true;
    }
    const first = part.querySelector('input:not([type=hidden]), select, textarea, button, summary, a[href]');
    first?.focus();
    return Boolean(first);
  }

  /** Say something to whoever reads or hears the page. */
  say(text) {
    this.part('[data-said]').textContent = text;
  }
}

function connectButtons(studio) {
  const acts = {
    undo: () => studio.trigger('undo'),
    redo: () => studio.trigger('redo'),
    in: () => studio.trigger('stepZoom', { value: 1 }),
    out: () => studio.trigger('stepZoom', { value: -1 }),
    fit: () => studio.fit(),
    find: () => studio.find(),
    map: () => studio.modeler.get('minimap').toggle(),
    help: () => studio.help(),
  };
  for (const [name, act] of Object.entries(acts)) {
    studio.part(`[data-do="${name}"]`).addEventListener('click', (event) => {
      event.stopPropagation(); // a click elsewhere closes the search
      act();
    });
  }
  const stack = studio.modeler.get('commandStack');
  const tell = () => {
    studio.part('[data-do="undo"]').disabled = !stack.canUndo();
    studio.part('[data-do="redo"]').disabled = !stack.canRedo();
  };
  studio.modeler.get('eventBus').on('commandStack.changed', tell);
  tell();
}

/** The two names: one is shown on the diagram and edited there. */
function connectNames(studio) {
  const buttons = [...studio.root.querySelectorAll('[data-names]')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      studio.modeler.get('names').show(button.dataset.names);
      for (const each of buttons) each.setAttribute('aria-pressed', String(each === button));
    });
  }
  buttons.find((each) => each.dataset.names === language).click();
}

/** Who hears the page hears what is selected, and what it is called now. */
function connectSaying(studio) {
  const bus = studio.modeler.get('eventBus');
  bus.on(['selection.changed', 'elements.changed'], () => studio.say(studio.moving.said()));
}

/** The canvas measures itself anew when the drawer or the window takes room from it. */
function followSize(studio) {
  new ResizeObserver(() => studio.modeler.get('canvas').resized()).observe(studio.part('.studio-canvas'));
}

/** The library filters at keys going up; what is pasted or comes from an input method makes none. */
function filterAsTyped(canvas) {
  canvas.addEventListener('input', ({ target }) => {
    if (target.matches('.djs-popup input, .djs-search-container input')) {
      target.dispatchEvent(new KeyboardEvent('keyup', { key: 'Process', bubbles: true }));
    }
  });
}

function connectProperties(studio) {
  const { draft, file, base } = studio.root.dataset;
  const host = studio.part('#properties');
  studio.properties = mountProperties({ host, modeler: studio.modeler, draft, file, addresses: { base } });
}

function labelParts(studio) {
  const svg = studio.part('.studio-canvas svg[tabindex]');
  svg?.setAttribute('role', 'application');
  svg?.setAttribute('aria-label', t('ผังที่กำลังวาด กด ? ดูปุ่มลัด', 'The diagram; press ? for the shortcuts'));
}

/** Begin to keep the diagram saved. `show` is asked for when another text is to be drawn. */
const keep = (name, held) => keepSaved({
  name,
  hold: true,
  read: async () => (await held.modeler.saveXML({ format: true })).xml,
  show: (xml) => (held.modeler ? reopen(held.modeler, xml) : Object.assign(held, { xml })),
});

function connectSaving(studio) {
  const bus = studio.modeler.get('eventBus');
  const { file } = studio.root.dataset;
  bus.on('commandStack.changed', ({ trigger }) => {
    if (trigger !== 'clear') studio.saving.changed();
  });
  bus.on('selection.changed', ({ newSelection }) => at(file, newSelection.length === 1 ? newSelection[0].id : ''));
  showOthers(studio.modeler, file);
}

/** Open the studio in the page. */
export async function openStudio(root) {
  const held = {};
  const saving = await keep(root.dataset.file, held);
  held.modeler = await openModeler(root.querySelector('.studio-canvas'), held.xml ?? saving.text);
  const studio = Object.assign(new Studio(root, held.modeler), { saving });
  drawPalette(studio.part('.studio-palette'), studio);
  drawShortcuts(document.querySelector('#shortcuts .shortcuts'));
  connectButtons(studio);
  connectNames(studio);
  connectSaying(studio);
  connectSaving(studio);
  connectProperties(studio);
  connectKeys(studio);
  labelParts(studio);
  followSize(studio);
  filterAsTyped(studio.part('.studio-canvas'));
  studio.part('.studio-canvas').classList.add('ready');
  studio.problems.ask();
  studio.modeler.get('canvas').focus();
  return studio;
}

