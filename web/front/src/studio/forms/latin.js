// A key from a label: latin letters, digits and underscores. Thai is written roughly as it is heard.
const INITIAL = {
  ก: 'k', ข: 'kh', ฃ: 'kh', ค: 'kh', ฅ: 'kh', ฆ: 'kh', ง: 'ng', จ: 'ch', ฉ: 'ch', ช: 'ch', ซ: 's', ฌ: 'ch', ญ: 'y', ฎ: 'd', ฏ: 't',
  ฐ: 'th', ฑ: 'th', ฒ: 'th', ณ: 'n', ด: 'd', ต: 't', ถ: 'th', ท: 'th', ธ: 'th', น: 'n', บ: 'b', ป: 'p', ผ: 'ph', ฝ: 'f', พ: 'ph', ฟ: 'f',
  ภ: 'ph', ม: 'm', ย: 'y', ร: 'r', ล: 'l', ว: 'w', ศ: 's', ษ: 's', ส: 's', ห: 'h', ฬ: 'l', อ: 'o', ฮ: 'h', ฤ: 'rue', ฦ: 'lue',
};
const VOWEL = { 'ะ': 'a', 'ั': 'a', 'า': 'a', 'ำ': 'am', 'ิ': 'i', 'ี': 'i', 'ึ': 'ue', 'ื': 'ue', 'ุ': 'u', 'ู': 'u' };
const LEADING = { เ: 'e', แ: 'ae', โ: 'o', ใ: 'ai', ไ: 'ai' };
const MOST = 40;

/** Return a key of a label: of its English, else of its Thai; not one of those taken. */
export function keyOf(label, taken) {
  const wanted = shortened(slug(label.en ?? '') || slug(roman(label.th ?? ''))) || 'field';
  return free(/^[a-z]/.test(wanted) ? wanted : `f_${wanted}`, taken);
}

/** Return the key, or the same with a number behind that is not taken yet. */
export function free(wanted, taken) {
  if (!taken.has(wanted)) return wanted;
  const stem = wanted.replace(/_\d+$/, '');
  for (let number = 2; ; number += 1) if (!taken.has(`${stem}_${number}`)) return `${stem}_${number}`;
}

const slug = (text) => text.toLowerCase().normalize('NFKD').replace(/[^a-z0-9]+/g, '_').replace(/^_+|_+$/g, '');

function shortened(key) {
  if (key.length <= MOST) return key;
  const cut = key.slice(0, MOST);
  return cut.includes('_') ? cut.slice(0, cut.lastIndexOf('_')) : cut;
}

function roman(text) {
  const letters = [...text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))];
  let told = '';
  for (let at = 0; at < letters.length; at += 1) {
    const [letter, next] = [letters[at], letters[at + 1]];
    if (LEADING[letter] && INITIAL[next]) {
      told += INITIAL[next] + LEADING[letter];
      at += 1;
    } else told += INITIAL[letter] ?? VOWEL[letter] ?? (/[a-z0-9]/i.test(letter) ? letter : /[\u0e31-\u0e4e]/.test(letter) ? '' : '_');
  }
  return told;
}
