// Texts of scripts stand in pairs, as in templates: t('ไทย', 'English').
export const language = document.documentElement.lang === 'en' ? 'en' : 'th';
export const t = (th, en) => (language === 'th' ? th : en);

const LOCALE = language === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB-u-ca-gregory';

/** Write a moment as people read it: Asia/Bangkok, Buddhist era in Thai. */
export function moment(value, options = { dateStyle: 'medium', timeStyle: 'short' }) {
  return new Intl.DateTimeFormat(LOCALE, { timeZone: 'Asia/Bangkok', ...options }).format(new Date(value));
}
