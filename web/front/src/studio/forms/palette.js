// What may be put into a form, in the office's words: single fields by kind, and sets of fields often used together.
import { make } from '../../forms/elements.js';
import { t } from '../../lib/language.js';

const say = (th, en) => ({ th, en });
const one = (type, key, th, en, about, more = {}) => ({ type, name: t(th, en), about, fields: [{ key, type, label: say(th, en), ...more }] });
const options = (...each) => ({ options: each.map(([value, th, en]) => ({ value, th, en })) });

export const GROUPS = [
  { name: t('ข้อความ', 'Text'), items: [
    one('text', 'text', 'ข้อความสั้น', 'Short text', t('ชื่อ เรื่อง เลขที่', 'A name, a subject, a number'), { max_length: 200 }),
    one('longtext', 'details', 'ข้อความยาว', 'Long text', t('คำอธิบาย เหตุผล', 'An explanation, reasons')),
    one('email', 'email', 'อีเมล', 'E-mail', t('ตรวจรูปแบบให้', 'Its form is checked')),
    one('phone_th', 'phone', 'เบอร์โทรศัพท์', 'Telephone', t('ตรวจจำนวนหลักให้', 'Its digits are checked')),
  ] },
  { name: t('ตัวเลขและเงิน', 'Numbers and money'), items: [
    one('int', 'number', 'จำนวนเต็ม', 'Whole number', t('จำนวนคน จำนวนครั้ง', 'People, times')),
    one('decimal', 'amount', 'จำนวนมีทศนิยม', 'Number with decimals', t('คะแนน เกรดเฉลี่ย', 'A score, a grade')),
    one('money', 'money', 'จำนวนเงิน', 'Money', t('บาท ทศนิยมสองตำแหน่ง', 'Baht, two decimals')),
    one('percent', 'percent', 'ร้อยละ', 'Percent', t('๐ ถึง ๑๐๐', '0 to 100')),
  ] },
  { name: t('วันและเวลา', 'Days and times'), items: [
    one('date', 'date', 'วันที่', 'Day', t('พ.ศ. มีปฏิทินให้เลือก', 'With a calendar to choose from')),
    one('datetime', 'time', 'วันและเวลา', 'Day and time', t('นัดหมาย การประชุม', 'An appointment, a meeting')),
    one('be_year', 'year', 'ปี พ.ศ.', 'Buddhist year', t('ปีการศึกษา ปีงบประมาณ', 'A school or budget year')),
  ] },
  { name: t('ตัวเลือก', 'Choices'), items: [
    one('bool', 'yes', 'ใช่หรือไม่', 'Yes or no', t('คำถามที่ตอบสองทาง', 'A question with two answers')),
    one('enum', 'choice', 'เลือกหนึ่งข้อ', 'One of a list', t('ผลการพิจารณา ประเภท', 'A decision, a kind'), options(['first', 'ข้อแรก', 'The first'], ['second', 'ข้อสอง', 'The second'])),
    one('multi', 'choices', 'เลือกได้หลายข้อ', 'Several of a list', t('เอกสารที่ขาด กิจกรรม', 'Missing papers, activities'), options(['first', 'ข้อแรก', 'The first'], ['second', 'ข้อสอง', 'The second'])),
  ] },
  { name: t('คนและที่อยู่', 'People and places'), items: [
    one('person', 'person', 'บุคคล', 'Person', t('คำนำหน้า ชื่อ สกุล เลขประจำตัว', 'Title, names, citizen number')),
    one('thai_id', 'citizen_id', 'เลขประจำตัวประชาชน', 'Citizen number', t('ตรวจเลขหลักสุดท้ายให้', 'Its last digit is checked'), { sensitive: 'ข้อมูลส่วนบุคคล (PDPA)' }),
    one('address_th', 'address', 'ที่อยู่', 'Address', t('บ้านเลขที่ถึงรหัสไปรษณีย์', 'House number to postcode')),
    one('school_code', 'school', 'สถานศึกษา', 'School', t('ค้นด้วยชื่อโรงเรียน', 'Found by its name')),
    one('geo', 'place', 'พิกัดที่ตั้ง', 'Place on the map', t('ละติจูด ลองจิจูด', 'Latitude, longitude')),
    one('signature', 'signer', 'ลงนาม', 'Signature', t('ชื่อ ตำแหน่ง วันที่ลงนาม', 'Name, position, day')),
  ] },
  { name: t('ไฟล์ ตาราง และอ้างอิง', 'Files, tables, references'), items: [
    one('file', 'papers', 'ไฟล์แนบ', 'Attached files', t('PDF หรือภาพถ่าย', 'PDF or photographs'), { accept: ['pdf', 'jpg', 'png'], max_files: 5 }),
    one('table', 'rows', 'ตาราง', 'Table', t('หลายแถว มีคอลัมน์ รวมยอดได้', 'Rows with columns and totals'), {
      max_rows: 100,
      columns: [
        { key: 'item', type: 'text', label: say('รายการ', 'Item'), required: true, max_length: 200 },
        { key: 'amount', type: 'money', label: say('จำนวนเงิน', 'Amount') },
      ],
    }),
    one('ref', 'reference', 'รหัสอ้างอิง', 'Reference', t('เลขเรื่อง รหัสกองทุน', 'The key of a case or a fund')),
  ] },
];

const decided = (th, en) => ({
  key: 'decision', type: 'enum', label: say(th, en), required: true,
  ...options(['approve', 'เห็นชอบ', 'Approve'], ['return', 'ส่งกลับแก้ไข', 'Return'], ['refuse', 'ไม่เห็นชอบ', 'Refuse']),
});

export const SETS = [
  { name: t('ผลการพิจารณาและเหตุผล', 'A decision and its reasons'), about: t('เหตุผลต้องกรอกเมื่อไม่เห็นชอบ', 'Reasons are required unless it is approved'), fields: [
    decided('ผลการพิจารณา', 'Decision'),
    { key: 'reasons', type: 'longtext', label: say('เหตุผล', 'Reasons'), required_if: { field: 'decision', op: 'ne', value: 'approve' } },
  ] },
  { name: t('ตารางเงินพร้อมยอดรวม', 'Amounts and their total'), about: t('รวมยอดและเขียนเป็นตัวอักษรให้', 'Added up, and written in words'), fields: [
    { key: 'expenses', type: 'table', label: say('รายการค่าใช้จ่าย', 'Expenses'), max_rows: 100, columns: [
      { key: 'item', type: 'text', label: say('รายการ', 'Item'), required: true, max_length: 200 },
      { key: 'amount', type: 'money', label: say('จำนวนเงิน', 'Amount'), required: true },
    ] },
    { key: 'total', type: 'money', label: say('รวมเป็นเงิน', 'Total'), auto: 'sum:expenses.amount' },
    { key: 'total_words', type: 'text', label: say('เป็นตัวอักษร', 'In words'), auto: 'words:total' },
  ] },
  { name: t('ตรวจเอกสารทีละรายการ', 'Papers checked one by one'), about: t('ครบหรือขาด พร้อมหมายเหตุ', 'There or missing, with a remark'), fields: [
    { key: 'papers_checked', type: 'table', label: say('ผลตรวจเอกสาร', 'Papers checked'), max_rows: 50, columns: [
      { key: 'paper', type: 'text', label: say('เอกสาร', 'Paper'), required: true, max_length: 200 },
      { key: 'is_there', type: 'bool', label: say('มีครบ', 'There'), required: true },
      { key: 'remark', type: 'text', label: say('หมายเหตุ', 'Remark'), max_length: 200 },
    ] },
  ] },
];
const NO_COLUMN = new Set(['table']);

/** Draw the palette; `add` is called with the fields chosen. `isColumn`: what a table may have. */
export function paletteOf(add, { isColumn = false } = {}) {
  const groups = GROUPS.map(({ name, items }) => group(name, items.filter((each) => !isColumn || !NO_COLUMN.has(each.type)), add));
  return make('div', { class: 'fb-palette' }, ...groups, isColumn ? null : group(t('ชุดสำเร็จ', 'Sets'), SETS, add));
}

function group(name, items, add) {
  const buttons = items.map((each) => make('button', { type: 'button', class: 'fb-offer', 'data-offer': each.type ?? 'set', on: { click: () => add(each.fields) } },
    make('b', {}, each.name), make('small', {}, each.about)));
  return make('section', {}, make('h3', {}, name), make('div', { class: 'fb-offers' }, ...buttons));
}
