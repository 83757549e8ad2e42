// What a field takes, by its type: lengths, ranges, rows, files; and how it stands to an earlier field.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { button, choice, flag, labelOf, number, pair, text, ticks } from './inputs.js';

const WHOLE = [
  ['max_length', t('ยาวไม่เกินกี่ตัวอักษร', 'At most so many letters')],
  ['decimals', t('ทศนิยมกี่ตำแหน่ง (0-6)', 'Decimals (0-6)')],
  ['min_rows', t('อย่างน้อยกี่แถว', 'Fewest rows')],
  ['max_rows', t('มากสุดกี่แถว', 'Most rows')],
  ['max_files', t('แนบได้กี่ไฟล์', 'Most files')],
];
const MEGABYTE = 1024 * 1024;
const FLAGS = [
  ['must', t('ต้องตอบว่าใช่จึงส่งได้', 'Only yes is taken'), t('เช่น คำรับรองของผู้ยื่น', 'Such as a declaration')],
  ['student', t('รับรหัส G ของนักเรียนด้วย', 'Takes the G-codes of students too')],
  ['digits', t('มีตัวเลขไทยให้อ่านเป็นเลขอารบิก', 'Thai digits are read as Arabic ones')],
  ['unique', t('ห้ามซ้ำกันในตาราง', 'No two rows may hold the same')],
];
const BETWEEN = [
  ['max_field', t('ไม่เกินค่าของช่อง', 'Not above the field')],
  ['min_field', t('ไม่ต่ำกว่าค่าของช่อง', 'Not below the field')],
  ['equal_field', t('ต้องเท่ากับช่อง', 'The same as the field')],
  ['after_field', t('ไม่ก่อนวันของช่อง', 'Not before the day of')],
  ['before_field', t('ไม่หลังวันของช่อง', 'Not after the day of')],
];
const NUMBERS = new Set(['int', 'decimal', 'money', 'percent', 'be_year']);
const DAYS = new Set(['date', 'datetime']);

/** Draw the limits that the type has. `takes`: whether the type has a property. */
export function limitsOf({ field, before, isColumn, takes, set }) {
  const has = (name) => takes(name) || name in field;
  const made = WHOLE.filter(([name]) => has(name)).map(([name, label]) => number({ label, name, value: field[name], isWhole: true }, (value) => set(name, value)));
  if (has('min')) made.push(number({ label: t('ไม่ต่ำกว่า', 'Not below'), name: 'min', value: field.min }, (value) => set('min', value)), number({ label: t('ไม่เกิน', 'Not above'), name: 'max', value: field.max }, (value) => set('max', value)));
  for (const [name, label, hint] of FLAGS) if (has(name) && (name !== 'unique' || isColumn || field.unique)) made.push(flag({ label, hint, name, value: field[name] }, (value) => set(name, value)));
  if (has('accept')) made.push(...files(field, set));
  if (has('pattern')) made.push(...pattern(field, set));
  if (has('of')) made.push(text({ label: t('อ้างถึงอะไร', 'What it refers to'), name: 'of', value: field.of }, (value) => set('of', value)));
  made.push(...between(field, before, has, set));
  if (has('windows')) made.push(windows(field, set));
  return made;
}

function files(field, set) {
  const kinds = [['pdf', 'PDF'], ['jpg', 'JPG'], ['png', 'PNG']];
  const megabytes = field.max_bytes === undefined ? undefined : field.max_bytes / MEGABYTE;
  return [
    ticks({ label: t('ชนิดไฟล์ที่รับ', 'Kinds of files'), name: 'accept', value: field.accept ?? kinds.map(([each]) => each), options: kinds }, (value) => set('accept', value.length ? value : undefined)),
    number({ label: t('ขนาดไม่เกินกี่ MB', 'At most so many MB'), name: 'max_bytes', value: megabytes }, (value) => set('max_bytes', value === undefined ? undefined : Math.round(value * MEGABYTE))),
  ];
}

function pattern(field, set) {
  return [
    text({ label: t('รูปแบบที่ต้องตรง (นิพจน์ปกติ)', 'Pattern (regular expression)'), name: 'pattern', value: field.pattern, hint: t('ใช้กับเลขที่มีรูปแบบ เช่น ^[0-9]{5}$ ต้องกำหนดความยาวไม่เกิน 200', 'For numbers of a form, such as ^[0-9]{5}$; the length must be 200 at most'), more: { class: 'fb-key' } }, (value) => set('pattern', value)),
    ...(field.pattern ? [pair({ label: t('คำเตือนเมื่อไม่ตรงรูปแบบ', 'What is said when it does not match'), name: 'pattern_message', value: field.pattern_message }, (value) => set('pattern_message', value))] : []),
  ];
}

function between(field, before, has, set) {
  const fits = (name, other) => (name === 'equal_field' ? other.type === field.type : NUMBERS.has(field.type) ? NUMBERS.has(other.type) : DAYS.has(other.type));
  const made = [];
  for (const [name, label] of BETWEEN) {
    const others = before.filter((other) => fits(name, other));
    if (!has(name) || (!others.length && !field[name])) continue;
    const options = [['', t('ไม่เทียบ', 'Not compared')], ...others.map((other) => [other.key, labelOf(other)])];
    made.push(choice({ label, name, value: field[name] ?? '', options }, (value) => set(name, value, name === 'after_field')));
  }
  if (field.after_field || field.within_years) made.push(number({ label: t('ภายในกี่ปีนับจากวันนั้น', 'Within so many years of that day'), name: 'within_years', value: field.within_years, isWhole: true }, (value) => set('within_years', value)));
  return made;
}

function windows(field, set) {
  const shown = [...(field.windows ?? [])];
  const input = (at, name, label) => {
    const made = make('input', { 'aria-label': `${label} ${at + 1}`, placeholder: t('ดด-วว', 'mm-dd'), class: 'fb-key' });
    made.value = shown[at][name];
    made.addEventListener('input', () => {
      shown[at] = { ...shown[at], [name]: made.value };
      set('windows', [...shown]);
    });
    return made;
  };
  const lines = shown.map((each, at) => make('li', { class: 'fb-window' },
    choice({ label: t('ตัวเลือก', 'Option'), isHidden: true, value: each.value, options: (field.options ?? []).map((one) => [one.value, one.th]) }, (value) => {
      shown[at] = { ...shown[at], value };
      set('windows', [...shown]);
    }), input(at, 'from', t('ตั้งแต่', 'From')), input(at, 'to', t('ถึง', 'To')),
    button('✕', () => set('windows', shown.length === 1 ? undefined : shown.filter((_, one) => one !== at), true), { class: 'fb-tool', 'aria-label': t(`ลบช่วงที่ ${at + 1}`, `Remove window ${at + 1}`) })));
  const add = button(t('+ ช่วงวัน', '+ Days'), () => set('windows', [...shown, { value: field.options[0].value, from: '01-01', to: '12-31' }], true));
  return make('fieldset', { class: 'fb-field' }, make('legend', {}, t('ตัวเลือกตามช่วงวันของปี (ดด-วว)', 'Options by days of the year (mm-dd)')), make('ul', { class: 'fb-windows' }, ...lines), add);
}
