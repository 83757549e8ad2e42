// Texts of scripts stand in pairs, as in templates: t('ไทย', 'English').
export const language = document.documentElement.lang === 'en' ? 'en' : 'th';
export const t = (th, en) => (language === 'th' ? th : en);

const LOCALE = language === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB-u-ca-gregory';

const formats = new Map();

/** A format is made when it is first used, once: making one takes a slow machine tens of milliseconds. */
function format(options) {
  const key = JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LOCALE, options));
  return formats.get(key);
}

/** Write a moment as people read it: Asia/Bangkok, Buddhist era in Thai. */
export function moment(value, options = { dateStyle: 'medium', timeStyle: 'short' }) {
  return format({ timeZone: 'Asia/Bangkok', ...options }).format(new Date(value));
}

/** Write a day, given as its midnight in UTC, as people read it. */
export function dayText(value, options = { dateStyle: 'full' }) {
  return format({ timeZone: 'UTC', ...options }).format(new Date(value));
}
