// What people type, read as the server reads it (engine/forms/reading.py): null is what cannot be read.
const DIGITS = /[๐-๙]/g;
const UNPRINTABLE = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]/gu;
const SEPARATORS = /[\s\u200b-\u200d\u2010-\u2015\ufeff-]+/g;
const PHONE_SEPARATORS = /[\s\u200b-\u200d\u2010-\u2015\ufeff().-]+/g;
const NUMBER = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d{1,18})(\.\d{1,9})?$/;
const ISO_DATE = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const NUMERIC_DATE = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/;
const WORDY_DATE = /^(?:วันที่\s*)?([0-9]{1,2})\s*([ก-๎.]+?)\s*((?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?)?)\s*([0-9]{4})$/;
const MONTHS = [
  ['มกราคม', 'มค'], ['กุมภาพันธ์', 'กพ'], ['มีนาคม', 'มีค'], ['เมษายน', 'เมย'], ['พฤษภาคม', 'พค'], ['มิถุนายน', 'มิย'],
  ['กรกฎาคม', 'กค'], ['สิงหาคม', 'สค'], ['กันยายน', 'กย'], ['ตุลาคม', 'ตค'], ['พฤศจิกายน', 'พย'], ['ธันวาคม', 'ธค'],
];
const TRUTH = new Map([
  ...['true', 'on', 'yes', '1', 'ใช่', 'มี'].map((word) => [word, true]),
  ...['false', 'off', 'no', '0', 'ไม่ใช่', 'ไม่มี'].map((word) => [word, false]),
]);
const ERA = 543;
const FIRST_BE = 2400;
const LAST_AD = 2200;
const READABLE = 100; // nothing but text is written longer than this

export const arabic = (text) => text.replace(DIGITS, (digit) => String(digit.charCodeAt(0) - 0xe50));

// Blanks as Python means them: JavaScript's \s and trim take the byte order mark too.
const BLANK = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';
const ENDS = new RegExp(`^[${BLANK}]+|[${BLANK}]+$`, 'g');
const strip = (text) => text.replace(ENDS, '');
const blanks = (pattern) => new RegExp(pattern.source.replaceAll('\\s', `[${BLANK}]`), pattern.flags);
const NUMERIC = blanks(NUMERIC_DATE);
const WORDY = blanks(WORDY_DATE);
const YEAR = blanks(/^(?:พ\.?\s?ศ\.?)?\s*([0-9]{4})$/);

/** Trim, use one kind of line end, drop what cannot be stored. */
export const clean = (text) => strip(text.replace(UNPRINTABLE, '').replace(/\r\n?/g, '\n')).normalize('NFC');

export function number(text) {
  const found = NUMBER.exec(strip(arabic(text).replace(/บาท$/, '')).replace('−', '-'));
  if (!found) return null;
  const value = Number(found[1] + found[2].replaceAll(',', '') + (found[3] ?? ''));
  return Object.is(value, -0) ? 0 : value;
}

export function year(text) {
  const found = YEAR.exec(arabic(text));
  return found ? Number(found[1]) : number(text);
}

/** A date as people write it, in ISO 8601 (Gregorian). */
export function day(given) {
  const text = arabic(given);
  let found = ISO_DATE.exec(text);
  if (found) return iso(christian(Number(found[1]), 'ค'), Number(found[2]), Number(found[3]));
  found = NUMERIC.exec(text);
  if (found) return iso(christian(Number(found[3]), ''), Number(found[2]), Number(found[1]));
  found = WORDY.exec(text);
  if (!found) return null;
  const month = MONTHS.findIndex((names) => names.includes(found[2].replaceAll('.', ''))) + 1;
  return iso(christian(Number(found[4]), found[3].slice(0, 1)), month, Number(found[1]));
}

function christian(value, era) {
  if (era !== 'ค' && FIRST_BE <= value && value <= LAST_AD + ERA) return value - ERA;
  if (era !== 'พ' && FIRST_BE - ERA <= value && value <= LAST_AD) return value;
  return null;
}

function iso(y, m, d) {
  if (y === null || m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return null;
  return `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
}

export function citizen(text) {
  const bare = arabic(text).replace(SEPARATORS, '').toUpperCase();
  return /^G?[0-9]{1,20}$/.test(bare) ? bare : null;
}

export function phone(text) {
  const bare = arabic(text).replace(PHONE_SEPARATORS, '').replace(/^(?:\+|00)66(?:0(?=[0-9]{8}))?/, '0');
  return /^[0-9]{1,20}$/.test(bare) ? bare : null;
}

const truth = (text) => TRUTH.get(arabic(text).toLowerCase()) ?? null;

const READERS = {
  int: number,
  decimal: number,
  money: number,
  percent: (text) => number(strip(text.replace(/%$/, ''))),
  degrees: number,
  be_year: year,
  date: day,
  bool: truth,
  thai_id: citizen,
  phone_th: phone,
  school_code: citizen,
};

/** Return a plain field's value as it is stored; what cannot be read stays text; null for an empty one. */
export function read(field, value) {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.length ? value : null;
  if (typeof value !== 'string') return value;
  const text = clean(value);
  if (!text) return null;
  if (field.type === 'text' && field.digits) return arabic(text);
  const reader = READERS[field.type];
  return (reader && [...text].length <= READABLE ? reader(text) : null) ?? text;
}
