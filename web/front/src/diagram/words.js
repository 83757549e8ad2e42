// Where Thai lines may break: between words, as Intl.Segmenter finds them, with the corrections labels need.
const words = new Intl.Segmenter('th', { granularity: 'word' });
const clusters = new Intl.Segmenter('th', { granularity: 'grapheme' });

const MAY_NOT_BEGIN = /^[ๆฯ\s)\]}”’"'.,:;!?%\u200b]/;
const MAY_NOT_END = /([(\[{“‘]|^(?:ผู้|การ|ความ|ไม่|และ|ของ|ที่|ใน|โดย|ให้|เพื่อ|นาย|นาง|นางสาว|พ\.ศ\.|ข้อ|มาตรา|ครบ|วันที่))$/;
// Words of the offices that the segmenter would cut in two.
const WHOLE = new RegExp(
  `(${[
    'หลักฐาน', 'ผู้อำนวยการ', 'คณะกรรมการ', 'ผู้ยื่นคำขอ', 'เจ้าหน้าที่', 'คำขอ', 'ผู้เรียน', 'หนังสืออนุญาต', 'ข้อเสนอแนะ',
    'อุทธรณ์', 'พื้นที่การศึกษา', 'การศึกษา', 'กลุ่มงาน', 'อีเมล', 'คุณสมบัติ', 'เพิ่มเติม', 'ลงนาม', 'จัดทำ', 'เยี่ยมบ้าน',
    'การพิจารณา', 'เหตุผล', 'หรือไม่', 'ครบถ้วน', 'สถานศึกษา', 'โรงเรียน', 'นักเรียน', 'ยากจนพิเศษ', 'วันทำการ', 'ขึ้นทะเบียน',
    'ทะเบียน', 'รางวัลพระราชทาน', 'คัดกรอง', 'ทุนการศึกษา', 'มติ', 'กำหนด', 'ประกาศ', 'รับรอง', 'ตรวจสอบ', 'ยกเลิก',
  ].join('|')})`,
);
const kept = new Map();

/** Return the pieces of one line that must not be cut. */
export function pieces(line) {
  let found = kept.get(line);
  if (found) return found;
  found = [];
  const parts = line.split(WHOLE).flatMap((text, place) => (place % 2 ? [text] : segments(text)));
  for (const part of parts.filter(Boolean)) {
    const last = found.length - 1;
    if (last >= 0 && (MAY_NOT_BEGIN.test(part) || MAY_NOT_END.test(found[last]))) found[last] += part;
    else found.push(part);
  }
  kept.set(line, found);
  return found;
}

/** Return the words of a text; of a word that is far too long for a line, its clusters: the last resort. */
export function smaller(text, nearlyFits) {
  const parts = text.split(WHOLE).flatMap((part, place) => (place % 2 ? [part] : segments(part)));
  return parts.filter(Boolean).flatMap((part) => (nearlyFits(part) ? [part] : [...clusters.segment(part)].map((each) => each.segment)));
}

const segments = (text) => [...words.segment(text)].map((each) => each.segment);
