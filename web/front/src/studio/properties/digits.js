// Numbers in names: Thai digits and Arabic ones, each kept as it was written.

const THAI = '๐๑๒๓๔๕๖๗๘๙';

export const arabic = (text) => text.replace(/[๐-๙]/g, (digit) => THAI.indexOf(digit));
const thai = (number) => String(number).replace(/\d/g, (digit) => THAI[digit]);

/** The name with every number that is `before` written as `after`: ครบ ๑๕ วันทำการ becomes ครบ ๑๐ วันทำการ. */
export function renumbered(name, before, after) {
  return name.replace(/[0-9๐-๙]+/g, (digits) => {
    if (Number(arabic(digits)) !== before) return digits;
    return digits === arabic(digits) ? String(after) : thai(after);
  });
}
