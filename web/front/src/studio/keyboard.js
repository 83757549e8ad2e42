// Every key of the studio in one table: what it is, what it does, what the panel of shortcuts says of it.
// Letters go by the key's place, so that they work under a Thai layout too.
import { t } from '../lib/language.js';

const plain = (event) => !event.ctrlKey && !event.metaKey && !event.altKey;
const letter = (code) => (event) => plain(event) && !event.shiftKey && event.code === code;
const control = (code, shift = false) => (event) => (event.ctrlKey || event.metaKey) && !event.altKey && event.shiftKey === shift && event.code === code;
const named = (...keys) => (event) => plain(event) && !event.shiftKey && keys.includes(event.key);
const arrow = (event) => event.key.startsWith('Arrow');

export const GROUPS = {
  go: t('ไปไหนมาไหน', 'Go'),
  draw: t('วาด', 'Draw'),
  edit: t('แก้ไข', 'Edit'),
  page: t('ทั้งหน้า', 'The page'),
};

const key = (group, shown, says, matches, act) => ({ group, shown, says, matches, act });

/** Keys of the canvas. `act` gets the studio and the event; what returns false is left to others. */
export const CANVAS_KEYS = [
  key('go', ['←', '↑', '→', '↓'], t('ไปขั้นข้างเคียง', 'To the step beside'), (event) => plain(event) && !event.shiftKey && arrow(event), (studio, { key: way }) => studio.moving.go(way)),
  key('go', ['F'], t('ไปเส้นทางของขั้นนี้ทีละเส้น', 'Through the flows of the step'), letter('KeyF'), (studio) => studio.moving.flow()),
  key('go', ['O'], t('ออกไปที่เลนหรือหน่วยงานที่ล้อมอยู่', 'Out to the lane or unit'), letter('KeyO'), (studio) => studio.moving.out()),
  key('draw', ['A'], t('ต่อด้วย… (พิมพ์เพื่อกรอง) บนเลน: เพิ่มเลน', 'What comes next; on a lane: add lanes'), letter('KeyA'), (studio) => studio.menu('next')),
  key('draw', ['N'], t('เพิ่มสิ่งใหม่ที่ไม่ต่อจากขั้นใด', 'Something new'), letter('KeyN'), (studio) => studio.menus.open('new')),
  key('draw', ['C'], t('ลากเส้นไปยังขั้นอื่น (พิมพ์ชื่อเพื่อเลือก)', 'Connect to another step'), letter('KeyC'), (studio) => studio.menu('connect')),
  key('draw', ['M'], t('ย้ายไปเลนอื่น', 'Move to another lane'), letter('KeyM'), (studio) => studio.menu('lane')),
  key('draw', ['G'], t('จัดแนวหลายอย่างที่เลือกไว้', 'Align what is selected'), letter('KeyG'), (studio) => studio.align()),
  key('draw', ['R'], t('เปลี่ยนชนิด', 'Change the kind'), letter('KeyR'), (studio) => studio.replace()),
  key('draw', ['E', 'Enter', 'F2'], t('แก้ชื่อ', 'Edit the name'), (event) => letter('KeyE')(event) || named('Enter', 'F2')(event), (studio) => studio.name()),
  key('draw', ['Alt', '←↑→↓'], t('เลื่อนตำแหน่ง (กด Shift ด้วย = ทีละมาก)', 'Move it (with Shift: further)'), (event) => event.altKey && arrow(event), (studio, event) => studio.shift(event)),
  key('edit', ['Delete'], t('ลบ', 'Delete'), named('Delete', 'Backspace'), (studio) => studio.trigger('removeSelection')),
  key('edit', ['Ctrl', 'Z'], t('ย้อนกลับ', 'Undo'), control('KeyZ'), (studio) => studio.trigger('undo')),
  key('edit', ['Ctrl', 'Y'], t('ทำซ้ำที่ย้อน', 'Redo'), (event) => control('KeyY')(event) || control('KeyZ', true)(event), (studio) => studio.trigger('redo')),
  key('edit', ['Ctrl', 'C'], t('คัดลอก', 'Copy'), control('KeyC'), (studio) => studio.trigger('copy')),
  key('edit', ['Ctrl', 'X'], t('ตัด', 'Cut'), control('KeyX'), (studio) => studio.trigger('cut')),
  key('edit', ['Ctrl', 'V'], t('วาง', 'Paste'), control('KeyV'), (studio) => studio.trigger('paste')),
  key('edit', ['Ctrl', 'A'], t('เลือกทั้งหมด', 'Select everything'), control('KeyA'), (studio) => studio.trigger('selectElements')),
  key('edit', ['L'], t('ลากกรอบเลือกหลายอย่าง', 'Select with a frame'), letter('KeyL'), (studio) => studio.trigger('lassoTool')),
  key('edit', ['S'], t('เพิ่มหรือลดที่ว่าง', 'Make or take away room'), letter('KeyS'), (studio) => studio.trigger('spaceTool')),
  key('go', ['Ctrl', '+ −'], t('ขยาย ย่อ', 'Zoom'), (event) => (event.ctrlKey || event.metaKey) && '+=-'.includes(event.key), (studio, event) => studio.trigger('stepZoom', { value: event.key === '-' ? -1 : 1 })),
  key('go', ['Ctrl', '0'], t('ดูทั้งผัง', 'The whole diagram'), control('Digit0'), (studio) => studio.fit()),
];

/** Keys of the whole page. */
export const PAGE_KEYS = [
  key('go', ['Ctrl', 'F'], t('ค้นหาขั้นในผัง', 'Find a step'), control('KeyF'), (studio) => studio.find()),
  key('page', ['Ctrl', 'S'], t('บันทึกเดี๋ยวนี้', 'Save now'), control('KeyS'), (studio) => studio.save()),
  key('page', ['Ctrl', 'Shift', 'S'], t('เก็บเป็นรุ่น', 'Keep a version'), control('KeyS', true), (studio) => studio.keepVersion()),
  key('page', ['F6'], t('ไปช่องถัดไป: ผัง คุณสมบัติ ปัญหา เครื่องมือ', 'To the next part of the page'), named('F6'), (studio) => studio.cycle()),
  key('page', ['F8'], t('ไปปัญหาถัดไป', 'To the next problem'), named('F8'), (studio) => studio.problems.next()),
  key('page', ['?'], t('ปุ่มลัดทั้งหมด', 'All shortcuts'), (event) => event.key === '?' && !event.target.closest('input, textarea, [contenteditable]'), (studio) => studio.help()),
];

const run = (keys, studio, event) => {
  const found = keys.find((each) => each.matches(event));
  return found ? found.act(studio, event) !== false : false;
};

/** Let the keys act: those of the canvas while it has the focus, those of the page everywhere. */
export function connectKeys(studio) {
  studio.modeler.get('keyboard').addListener(2000, ({ keyEvent }) => run(CANVAS_KEYS, studio, keyEvent) || undefined);
  document.addEventListener('keydown', (event) => {
    if (!document.querySelector('dialog[open]') && run(PAGE_KEYS, studio, event)) event.preventDefault();
  });
}

/** Fill the panel of shortcuts. */
export function drawShortcuts(host) {
  for (const [group, heading] of Object.entries(GROUPS)) {
    const keys = [...CANVAS_KEYS, ...PAGE_KEYS].filter((each) => each.group === group);
    const title = document.createElement('h3');
    title.textContent = heading;
    const list = document.createElement('dl');
    list.append(...keys.map(row));
    host.append(title, list);
  }
}

function row({ shown, says }) {
  const line = document.createElement('div');
  const keys = document.createElement('dt');
  for (const each of shown) keys.append(Object.assign(document.createElement('kbd'), { textContent: each }), ' ');
  line.append(keys, Object.assign(document.createElement('dd'), { textContent: says }));
  return line;
}
