// An amount in Thai words (engine/baht.py): 1,250.50 → หนึ่งพันสองร้อยห้าสิบบาทห้าสิบสตางค์.
const DIGITS = ['', 'หนึ่ง', 'สอง', 'สาม', 'สี่', 'ห้า', 'หก', 'เจ็ด', 'แปด', 'เก้า'];
const PLACES = ['', 'สิบ', 'ร้อย', 'พัน', 'หมื่น', 'แสน'];
const MILLION = 1_000_000n;

export function bahtWords(amount) {
  const [whole, rest = ''] = plain(Math.abs(amount)).split('.');
  const cut = BigInt(whole + rest.slice(0, 2).padEnd(2, '0'));
  const satangs = cut + (Number(rest[2] ?? 0) >= 5 ? 1n : 0n);
  const baht = satangs / 100n;
  const satang = satangs % 100n;
  let words = amount < 0 && satangs ? 'ลบ' : '';
  if (baht || !satang) words += `${aloud(baht) || 'ศูนย์'}บาท`;
  return words + (satang ? `${aloud(satang)}สตางค์` : 'ถ้วน');
}

/** Write a number without an exponent. */
function plain(value) {
  const [digits, exponent] = String(value).split('e-');
  return exponent ? `0.${'0'.repeat(Number(exponent) - 1)}${digits.replace('.', '')}` : digits;
}

function aloud(number) {
  if (number >= MILLION) {
    const rest = number % MILLION;
    return `${aloud(number / MILLION)}ล้าน${rest === 1n ? 'เอ็ด' : aloud(rest)}`;
  }
  const digits = [...String(number)].map(Number);
  return digits.map((digit, n) => letter(digit, digits.length - 1 - n, digits.length > 1)).join('');
}

function letter(digit, place, hasHigher) {
  if (!digit) return '';
  if (place === 1) return ({ 1: '', 2: 'ยี่' }[digit] ?? DIGITS[digit]) + PLACES[1];
  if (place === 0 && digit === 1 && hasHigher) return 'เอ็ด';
  return DIGITS[digit] + PLACES[place];
}
