// What the service fills in by itself: numbers, days, what the case knows, and what is worked out from other fields.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';
import { choice, labelOf, text } from './inputs.js';

const NUMBERS = new Set(['int', 'decimal', 'money', 'percent', 'be_year']);
const COUNTED = new Set(['int', 'decimal', 'money', 'percent']);
const WAYS = {
  '': { said: t('ไม่ ผู้กรอกกรอกเอง', 'No, whoever fills in the form does') },
  number: { said: t('ออกเลขลำดับให้', 'A running number'), types: ['text'], of: t('ชื่อชุดเลข (อังกฤษตัวเล็ก)', 'Name of the series'), sample: 'receipt' },
  now: { said: t('วันเวลาที่ส่ง', 'The moment of sending'), types: ['datetime'] },
  today: { said: t('วันที่ส่ง', 'The day of sending'), types: ['date'] },
  window: { said: t('ตามช่วงวันของตัวเลือก', 'By the days of the options'), types: ['enum'] },
  applicant: { said: t('ชื่อเจ้าของเรื่อง', 'Whose case it is'), types: ['text'] },
  increment: { said: t('ครั้งที่ (เพิ่มทีละหนึ่ง)', 'One more each time'), types: ['int'] },
  variable: { said: t('แสดงค่าที่เรื่องมีอยู่แล้ว', 'Show what the case has'), of: t('ตัวแปร', 'Variable'), sample: 'school_name' },
  sum: { said: t('ผลบวก', 'Sum'), types: COUNTED, of: t('บวกกัน (ใช้ + หรือ -)', 'Added up (+ or -)'), join: '+' },
  product: { said: t('ผลคูณ', 'Product'), types: COUNTED, of: t('คูณกัน (ใช้ *)', 'Multiplied (*)'), join: '*' },
  ratio: { said: t('ผลหาร', 'Ratio'), types: COUNTED, of: t('ตัวตั้ง/ตัวหาร', 'One / other'), join: '/' },
  percent: { said: t('ร้อยละ', 'Percent'), types: COUNTED, of: t('ส่วนหนึ่ง/ทั้งหมด', 'Part / whole'), join: '/' },
  average: { said: t('ค่าเฉลี่ยของคอลัมน์', 'Average of a column'), types: COUNTED, of: t('ตาราง.คอลัมน์', 'table.column') },
  count: { said: t('นับ', 'Count'), types: ['int'], of: t('ตาราง หรือ ตาราง.คอลัมน์=ค่า', 'table, or table.column=value') },
  words: { said: t('เขียนจำนวนเงินเป็นตัวอักษร', 'An amount in words'), types: ['text'], of: t('ช่องจำนวนเงิน', 'Field of money') },
  row: { said: t('ลำดับที่ของแถว', 'The number of the row'), types: ['int'], isColumn: true },
};
const ANYWHERE = new Set(['', 'sum', 'product', 'ratio', 'percent', 'average', 'count', 'words', 'row']);

const types = (each) => (each.types ? [...each.types] : null);

/** Draw how a field is filled; `told` hears the new `auto`, and whether to draw anew. */
export function automaticOf({ field, before, isColumn }, told) {
  const [way, ...rest] = (field.auto ?? '').split(':');
  const body = rest.join(':');
  const offered = Object.entries(WAYS).filter(([name, each]) => (types(each) === null || types(each).includes(field.type) || name === way) && (!isColumn || ANYWHERE.has(name)) && (isColumn || !each.isColumn));
  const select = choice({ label: t('ระบบกรอกให้', 'Filled in by the service'), value: way, options: offered.map(([name, each]) => [name, each.said]), name: 'auto' }, (name) => {
    const made = WAYS[name];
    told(!name ? undefined : made.of ? `${name}:${begun(name, before)}` : name, true);
  });
  const known = WAYS[way];
  return make('div', {}, select, ...(known?.of ? formula(way, known, body, before, told) : []));
}

function begun(name, before) {
  const places = placesOf(before);
  const wanted = places.filter(([, , field]) => (name === 'count' ? field.type === 'table' : NUMBERS.has(field.type)));
  const picked = name === 'average' ? wanted.find(([place]) => place.includes('.')) : wanted.at(-1);
  if (WAYS[name].sample) return WAYS[name].sample;
  const [place] = picked ?? ['…'];
  return WAYS[name].join === '/' ? `${place}/${place}` : place;
}

function formula(way, known, body, before, told) {
  const says = make('p', { class: 'hint fb-formula', 'aria-live': 'polite' }, inWords(body, before));
  const typed = text({ label: known.of, value: body, name: 'auto.body', more: { class: 'fb-key' } }, (value) => {
    says.textContent = inWords(value, before);
    told(`${way}:${value.trim()}`);
  });
  const places = placesOf(before).filter(([, , field]) => way === 'count' || field.type === 'table' || NUMBERS.has(field.type));
  if (way === 'number' || way === 'variable') return [typed];
  const insert = choice({ label: t('ใส่ช่อง', 'Put in a field'), value: '', options: [['', t('— เลือกช่องมาใส่ —', '— choose a field —')], ...places.map(([place, said]) => [place, said])] }, (place, select) => {
    const input = typed.querySelector('input');
    const at = input.selectionStart ?? input.value.length;
    const needs = known.join && at > 0 && /[a-z0-9_]$/.test(input.value.slice(0, at)) ? known.join : '';
    input.setRangeText(needs + place, at, input.selectionEnd ?? at, 'end');
    input.dispatchEvent(new Event('input'));
    select.value = '';
    input.focus();
  });
  return [typed, says, insert];
}

/** Places that a formula may name: [place, words, field]. */
function placesOf(before) {
  return before.flatMap((field) => [
    [field.key, labelOf(field), field],
    ...(field.columns ?? []).map((column) => [`${field.key}.${column.key}`, `${labelOf(field)} › ${labelOf(column)}`, column]),
  ]);
}

function inWords(body, before) {
  const said = new Map(placesOf(before).map(([place, words]) => [place, words]));
  return body.replace(/[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?/g, (place) => said.get(place) ?? place).replace(/([+*/=-])/g, ' $1 ');
}
