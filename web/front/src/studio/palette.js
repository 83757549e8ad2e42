// The palette beside the canvas: what can be drawn, in words; dragged with the mouse, or pressed and placed.
import { t } from '../lib/language.js';
import { GROUPS, ITEMS } from './catalogue.js';

const OPEN = new Set(['blocks', 'ways', 'events']);

/** Fill `host` with the catalogue. */
export function drawPalette(host, studio) {
  host.append(tools(studio));
  for (const [group, heading] of Object.entries(GROUPS)) {
    const box = document.createElement('details');
    box.open = OPEN.has(group);
    const list = document.createElement('div');
    list.className = 'palette-items';
    list.append(...ITEMS.filter((each) => each.group === group).map((item) => button(item, studio)));
    box.append(Object.assign(document.createElement('summary'), { textContent: heading }), list);
    host.append(box);
  }
}

function button(item, studio) {
  const made = document.createElement('button');
  made.type = 'button';
  made.draggable = true;
  made.dataset.item = item.id;
  made.title = item.say || item.name;
  const icon = document.createElement('i');
  icon.className = item.icon;
  icon.setAttribute('aria-hidden', 'true');
  made.append(icon, Object.assign(document.createElement('span'), { textContent: item.name }));
  made.addEventListener('click', (event) => place(item, studio, event));
  made.addEventListener('dragstart', (event) => {
    event.preventDefault();
    studio.placing.drag(event, item);
  });
  return made;
}

/** Pressed with the mouse, it follows the pointer; with a key, it goes behind or onto what is selected. */
function place(item, studio, event) {
  if (event.detail > 0) return studio.placing.drag(event, item);
  const chosen = studio.moving.current();
  if (chosen && studio.menus.next(chosen)[item.id]) studio.placing.append(chosen, item);
  else if (item.on === 'edge') studio.say(t('เลือกงานก่อน แล้วจึงติดที่ขอบ', 'Select some work first, then put it on its edge'));
  else studio.placing.add(item);
  return undefined;
}

const TOOLS = [
  ['hand-tool', t('เลื่อนผัง', 'Move the diagram'), 'handTool'],
  ['lasso-tool', t('เลือกหลายอย่าง (L)', 'Select several (L)'), 'lassoTool'],
  ['space-tool', t('เพิ่มหรือลดที่ว่าง (S)', 'Make or take away room (S)'), 'spaceTool'],
  ['connection-multi', t('ลากเส้นเชื่อม', 'Draw a flow'), 'globalConnectTool'],
];

function tools(studio) {
  const bar = document.createElement('div');
  bar.className = 'palette-tools';
  bar.setAttribute('role', 'toolbar');
  bar.setAttribute('aria-label', t('เครื่องมือ', 'Tools'));
  for (const [icon, label, action] of TOOLS) {
    const made = document.createElement('button');
    made.type = 'button';
    made.className = `bpmn-icon-${icon}`;
    made.title = label;
    made.setAttribute('aria-label', label);
    made.addEventListener('click', () => studio.trigger(action));
    bar.append(made);
  }
  return bar;
}
