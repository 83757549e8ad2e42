// A cell in words, and words as a cell: "at least 80" is ">= 80". What is written otherwise is left as it is.
import { t } from '../../lib/language.js';

const COMPARED = { '>=': 'least', '>': 'more', '<=': 'most', '<': 'less' };
const SIGNS = { least: '>=', more: '>', most: '<=', less: '<' };

export const WAYS = {
  any: t('อะไรก็ได้', 'Anything'),
  is: t('คือ', 'Is'),
  not: t('ไม่ใช่', 'Is not'),
  least: t('ตั้งแต่', 'At least'),
  more: t('มากกว่า', 'More than'),
  most: t('ไม่เกิน', 'At most'),
  less: t('น้อยกว่า', 'Less than'),
  between: t('ตั้งแต่ … แต่ไม่ถึง …', 'From … to below …'),
  own: t('เขียนเอง', 'Written by hand'),
};

export const waysOf = (type) => (type === 'boolean' ? ['any', 'is', 'own'] : type === 'string' ? ['any', 'is', 'not', 'own'] : Object.keys(WAYS));

/** Read a cell: { way, values }; way "own" for what only the text says. */
export function readCell(text) {
  const cell = text.trim();
  if (cell === '' || cell === '-') return { way: 'any', values: [] };
  const range = /^\[\s*([^\][.,]+?)\s*\.\.\s*([^\][.,]+?)\s*[)[]$/.exec(cell);
  if (range) return { way: 'between', values: [range[1], range[2]] };
  const compared = /^(>=|<=|>|<)\s*([^,]+)$/.exec(cell);
  if (compared) return { way: COMPARED[compared[1]], values: [compared[2].trim()] };
  const negated = /^not\s*\((.*)\)$/s.exec(cell);
  const values = constants(negated ? negated[1] : cell);
  return values ? { way: negated ? 'not' : 'is', values } : { way: 'own', values: [] };
}

/** The constants of a list such as `"a", "b"`; null when something else is in it. */
function constants(text) {
  const found = [];
  const rest = text.replace(/\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false)\s*(?:,|$)/g, (_, each) => {
    found.push(each.startsWith('"') ? each.slice(1, -1) : each);
    return '';
  });
  return rest.trim() === '' && found.length ? found : null;
}

export function writeCell(way, values, type) {
  const said = values.filter((each) => each !== '');
  const quoted = said.map((each) => (type === 'string' ? `"${each.replaceAll('"', '')}"` : each));
  if (way === 'any' || !said.length) return '-';
  if (way === 'between') return `[${values[0]}..${values[1] || values[0]})`;
  if (SIGNS[way]) return `${SIGNS[way]} ${said[0]}`;
  return way === 'not' ? `not(${quoted.join(', ')})` : quoted.join(', ');
}

/** Say what a cell means. */
export function inWords(text, type) {
  const { way, values } = readCell(text);
  if (way === 'own') return t(`ตามนิพจน์ ${text}`, `As ${text} says`);
  if (way === 'between') return t(`ตั้งแต่ ${values[0]} แต่ไม่ถึง ${values[1]}`, `From ${values[0]} to below ${values[1]}`);
  const told = values.map((each) => (type === 'boolean' ? ({ true: t('ใช่', 'yes'), false: t('ไม่ใช่', 'no') }[each] ?? each) : each));
  return `${WAYS[way]} ${told.join(t(' หรือ ', ' or '))}`.trim();
}
