// Computed fields, exactly as the server works them out (engine/forms/computing.py): whole fractions, no rounding between.
import { bahtWords } from './baht.js';

const LARGEST = 10 ** 15;
const MOST_DIGITS = 28; // so many digits has a decimal of the server

const fraction = (n, d = 1n) => ({ n, d });
const plus = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const times = (a, b) => fraction(a.n * b.n, a.d * b.d);
const over = (a, b) => (b.n === 0n ? null : fraction(a.n * b.d * (b.n < 0n ? -1n : 1n), a.d * (b.n < 0n ? -b.n : b.n)));
const ZERO = fraction(0n);
const added = (all) => all.reduce(plus, ZERO);

function exact(value) {
  if (typeof value !== 'number' || !(Math.abs(value) < LARGEST)) return null;
  const [, sign, whole, rest = '', exponent = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  const shift = Number(exponent) - rest.length;
  const digits = BigInt(sign + whole + rest);
  return shift >= 0 ? fraction(digits * 10n ** BigInt(shift)) : fraction(digits, 10n ** BigInt(-shift));
}

function rounded(value, places) {
  const scale = 10n ** BigInt(places);
  const size = (value.n < 0n ? -value.n : value.n) * scale * 2n + value.d;
  const digits = size / (value.d * 2n);
  if (String(digits).length > MOST_DIGITS) return null;
  const found = Number(`${digits / scale}.${String(digits % scale).padStart(places, '0')}`);
  return value.n < 0n && found !== 0 ? -found : found;
}

const column = (known, [table, key]) => (Array.isArray(known[table]) ? known[table].filter((row) => row && typeof row === 'object').map((row) => row[key] ?? null) : []);
const numbers = (known, place) => column(known, place).map(exact).filter(Boolean);

function at(known, place) {
  if (place.length === 1) return exact(known[place[0]]);
  const found = numbers(known, place);
  return found.length ? added(found) : null;
}

const ratio = (places, known) => {
  const [above, below] = places.map((place) => at(known, place));
  return above && below ? over(above, below) : null;
};

const ACTS = {
  sum: (places, known, signs) => added(places.map((place, n) => times(at(known, place) ?? ZERO, fraction(BigInt(signs[n]))))),
  product: (places, known) => {
    const found = places.map((place) => at(known, place));
    return found.every(Boolean) ? found.reduce(times, fraction(1n)) : null;
  },
  ratio,
  percent: (places, known) => {
    const found = ratio(places, known);
    return found && times(found, fraction(100n));
  },
  average: ([place], known) => {
    const found = numbers(known, place);
    return found.length ? over(added(found), fraction(BigInt(found.length))) : null;
  },
};

function count(place, value, known) {
  if (place.length === 1) return Array.isArray(known[place[0]]) ? known[place[0]].length : 0;
  const found = column(known, place);
  if (value !== null) return found.filter((each) => each === value).length;
  return found.filter((each) => each !== null && each !== false).length;
}

/** Return what a computed field holds beside the values before it; `row`: the number of its row. */
export function computed(field, known, row) {
  const [act, places, signs, value] = field.formula;
  if (act === 'row') return row;
  if (act === 'count') return count(places[0], value, known);
  if (act === 'words') {
    const amount = known[places[0][0]];
    return exact(amount) ? bahtWords(amount) : null;
  }
  const found = ACTS[act](places, known, signs);
  return found && rounded(found, field.decimals ?? 2);
}
