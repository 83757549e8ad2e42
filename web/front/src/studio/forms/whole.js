// What is said of the form as a whole: its titles, where its values go, its sections, what of the manual it carries.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { button, choice, flag, pair, part, text } from './inputs.js';
import { put } from './model.js';

export function wholeOf(model, draw) {
  const { body } = model;
  const set = (name, value) => model.change((now) => put(now, name, value), { typing: name });
  const hands = [['', t('ทุกช่อง', 'Every field')], ['office', t('เฉพาะช่องของสำนักงาน', 'The fields of the office only')], ['family', t('เฉพาะช่องของผู้ยื่น', 'The fields of whoever applies only')]];
  return [
    make('div', { class: 'fb-prop-head' }, make('h2', {}, t('ทั้งแบบฟอร์ม', 'The whole form'))),
    make('div', { class: 'fb-notes', 'data-notes': '' }),
    pair({ label: t('ชื่อแบบฟอร์ม', 'Title'), value: body.title, name: 'title', isNeeded: true }, (value) => set('title', value)),
    pair({ label: t('คำอธิบายบนแบบฟอร์ม', 'What is said on top'), value: body.description, lines: 2, name: 'description' }, (value) => set('description', value)),
    part(t('หมวด', 'Sections'), Boolean(body.sections), ...sections(model, draw)),
    part(t('ตัวแปรและการกรอก', 'Variables and filling in'), true,
      text({ label: t('เก็บทุกค่าไว้ใต้ตัวแปรเดียว', 'Keep all under one variable'), value: body.into, name: 'into', hint: t('เว้นว่าง: แต่ละช่องเป็นตัวแปรของตัวเอง', 'Empty: each field is a variable of its own'), more: { class: 'fb-key' } }, (value) => set('into', value.trim())),
      choice({ label: t('ผู้กรอกเห็น', 'Whoever fills it in sees'), value: body.filled_by ?? '', options: hands, name: 'filled_by' }, (value) => set('filled_by', value)),
      flag({ label: t('เป็นแบบเพิ่มเติมที่คู่มือไม่ได้กำหนด', 'A form that the manual does not ask for'), value: body.extra, name: 'extra' }, (value) => set('extra', value))),
    part(t('ที่มา', 'Basis'), false,
      text({ label: t('ข้อในคู่มือ (คั่นด้วยจุลภาค)', 'Rows of the manual (commas between)'), value: (body.rows ?? []).join(', '), name: 'rows', hint: t('เช่น S-3.2, S-3.3', 'Such as S-3.2, S-3.3') }, (value) => model.change((now) => { now.rows = value.split(',').map((each) => each.trim()).filter(Boolean); }, { typing: 'rows' })),
      text({ label: t('บันทึกของรุ่นนี้', 'Note of this version'), value: body.version_note, name: 'version_note', lines: 2 }, (value) => set('version_note', value))),
    others(model),
  ].filter(Boolean);
}

function sections(model, draw) {
  const { body } = model;
  if (!body.sections) {
    const begin = () => model.change((now) => {
      now.sections = [{ title: { th: 'หมวดที่ ๑', en: 'Section 1' }, fields: now.fields.map((each) => each.key) }];
    });
    return [make('p', { class: 'hint' }, t('แบบฟอร์มนี้ไม่แบ่งหมวด', 'This form has no sections.')), button(t('แบ่งเป็นหมวด', 'Divide into sections'), begin)];
  }
  const lines = body.sections.map((each, at) => make('li', {},
    pair({ label: t(`หมวดที่ ${at + 1}`, `Section ${at + 1}`), value: each.title, name: `sections.${at}`, isNeeded: true }, (value) => model.change((now) => { now.sections[at].title = value; }, { typing: `sections.${at}` })),
    make('div', { class: 'fb-tools' },
      button('↑', () => move(model, at, -1), { class: 'fb-tool', disabled: at === 0, 'aria-label': t(`เลื่อนหมวดที่ ${at + 1} ขึ้น`, `Move section ${at + 1} up`) }),
      button('↓', () => move(model, at, 1), { class: 'fb-tool', disabled: at === body.sections.length - 1, 'aria-label': t(`เลื่อนหมวดที่ ${at + 1} ลง`, `Move section ${at + 1} down`) }),
      button('✕', () => dissolve(model, at), { class: 'fb-tool', 'aria-label': t(`ยุบหมวดที่ ${at + 1}`, `Dissolve section ${at + 1}`) }))));
  const add = button(t('+ หมวด', '+ Section'), () => {
    model.change((now) => now.sections.push({ title: { th: 'หมวดใหม่', en: 'New section' }, fields: [] }));
    draw();
  });
  return [make('ol', { class: 'fb-sections' }, ...lines), add];
}

const move = (model, at, by) => model.change((now) => now.sections.splice(at + by, 0, ...now.sections.splice(at, 1)));

/** Take a section away; its fields go to the one before (of the last one: there are no sections any more). */
function dissolve(model, at) {
  model.change((now) => {
    const [gone] = now.sections.splice(at, 1);
    const heir = now.sections[Math.max(0, at - 1)];
    if (!heir) delete now.sections;
    else if (at === 0) heir.fields.unshift(...gone.fields);
    else heir.fields.push(...gone.fields);
  });
}

const SHOWN = new Set(['key', 'version_note', 'title', 'description', 'rows', 'extra', 'into', 'filled_by', 'sections', 'fields']);

function others(model) {
  const names = Object.keys(model.body).filter((each) => !SHOWN.has(each));
  if (!names.length) return null;
  const lines = names.map((name) => make('li', {}, make('code', {}, `${name}: ${JSON.stringify(model.body[name])}`), button(t('เอาออก', 'Remove'), () => model.change((now) => { delete now[name]; }), { class: 'btn link' })));
  return part(t('คุณสมบัติอื่นในไฟล์', 'Other properties of the file'), true, make('ul', { class: 'fb-others' }, ...lines));
}
