// The form that a task asks: picked, opened in the builder, its fields shown.
import { make } from '../../../forms/elements.js';
import { t } from '../../../lib/language.js';
import { button, note } from '../controls.js';
import { saidBy } from '../words.js';
import { pickOne } from '../picking.js';
import { isA } from '../writing.js';

const TYPES = {
  text: t('ข้อความ', 'text'), longtext: t('ข้อความยาว', 'long text'), int: t('จำนวนเต็ม', 'number'), decimal: t('ตัวเลข', 'number'), money: t('จำนวนเงิน', 'money'), percent: t('ร้อยละ', 'per cent'),
  date: t('วันที่', 'date'), datetime: t('วันและเวลา', 'date and time'), bool: t('ใช่/ไม่ใช่', 'yes or no'), enum: t('เลือกหนึ่ง', 'one of several'), multi: t('เลือกหลายข้อ', 'several'),
  file: t('ไฟล์แนบ', 'file'), table: t('ตาราง', 'table'), person: t('ชื่อบุคคล', 'person'), address_th: t('ที่อยู่', 'address'), signature: t('ลายมือชื่อ', 'signature'), thai_id: t('เลขประจำตัวประชาชน', 'citizen id'),
  phone_th: t('โทรศัพท์', 'telephone'), email: t('อีเมล', 'e-mail'), be_year: t('ปี พ.ศ.', 'year (B.E.)'), geo: t('พิกัด', 'position'), school_code: t('รหัสสถานศึกษา', 'school code'), ref: t('อ้างถึง', 'reference'),
};

function fields(form) {
  const rows = form.fields.map((each) => make('li', {}, make('span', {}, each.name), each.required ? make('span', { class: 'must', title: t('จำเป็น', 'required') }, ' *') : null, make('span', { class: 'soft' }, ` ${TYPES[each.type] ?? ''}`)));
  return make('details', { class: 'form-fields', open: form.fields.length < 8 }, make('summary', {}, t(`ข้อที่ถาม (${form.fields.length})`, `What it asks (${form.fields.length})`)), make('ol', {}, ...rows));
}

/** A key for a form of this step that nothing has yet. */
function freshKey(at) {
  const process = (at.file ?? '').replace(/\.bpmn$/, '');
  const key = `${process}_${at.bo.id}`.toLowerCase().replace(/[^a-z0-9_]+/g, '_');
  return at.words.form(key) ? `${key}_2` : key;
}

/** Take the form into the draft, or begin it there; what is refused is told under the button. */
function taking(at, key, label, after = () => {}) {
  const told = make('p', { class: 'error', role: 'status' });
  const act = () => at.words.take(`${key}.json`, { title: at.bo.name || key, title_en: at.bo.get('khanton:nameEn') || '' }).then(() => {
    after();
    at.focusOn = 'props-builder';
    at.refresh();
  }, (refused) => { told.textContent = saidBy(refused); });
  return make('div', {}, button({ id: 'take-form', label, act }), told);
}

function opening(at, key, found) {
  if (found?.in_draft) return make('a', { href: `${at.base}/forms/${key}`, class: 'btn alt small', id: 'props-builder' }, t('เปิดในตัวสร้างแบบฟอร์ม', 'Open in the form builder'));
  return taking(at, key, found ? t('แก้แบบฟอร์มนี้ในฉบับร่าง', 'Change this form in the draft') : t('สร้างแบบฟอร์มนี้', 'Make this form'));
}

export const form = {
  key: 'form',
  title: () => t('แบบฟอร์ม', 'Form'),
  fits: (bo) => isA(bo, 'bpmn:UserTask') || (isA(bo, 'bpmn:StartEvent') && Boolean(bo.get('camunda:formKey'))),
  draw(at) {
    const key = at.bo.get('camunda:formKey') ?? '';
    const found = at.words.form(key);
    if (found && !found.fields) at.words.fields(key).then(at.refresh, () => null);
    const options = at.words.forms.map((each) => ({ key: each.key, name: each.name, more: each.in_draft ? t('ในฉบับร่างนี้', 'in this draft') : t('ใช้อยู่', 'in use') }));
    const set = (chosen) => at.write.set(at.element, { 'camunda:formKey': chosen || undefined });
    const pick = pickOne({ id: 'form', label: t('แบบฟอร์มที่กรอก', 'Form to fill in'), value: key, shown: found?.name, options, commit: set });
    const fresh = freshKey(at);
    if (!key) return [pick, taking(at, fresh, t('สร้างแบบฟอร์มใหม่ของขั้นตอนนี้', 'Make a new form for this step'), () => set(fresh))];
    if (!at.words.isKnown) return [pick];
    return [pick, found ? null : note(t('ยังไม่มีแบบฟอร์มนี้', 'There is no such form yet')), opening(at, key, found), found?.fields ? fields(found) : null];
  },
};
