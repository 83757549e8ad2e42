// What may be attached, judged before it is sent: nobody waits minutes on a phone to be refused.
import { t } from './language.js';

const KINDS = ['application/pdf', 'image/jpeg', 'image/png'];

/** Return why a file cannot be attached, in words; '' if it can. `most`: bytes. */
export function problemOf(file, most) {
  if (file.type && !KINDS.includes(file.type)) return t('รับเฉพาะไฟล์ PDF, JPG และ PNG', 'Only PDF, JPG and PNG are accepted.');
  if (file.size === 0) return t('ไฟล์ว่างเปล่า', 'The file is empty.');
  if (file.size > most) {
    const size = (file.size / 1048576).toFixed(1);
    const limit = Math.floor(most / 1048576);
    return t(`ไฟล์มีขนาด ${size} MB ใหญ่เกิน ${limit} MB`, `The file has ${size} MB; the most is ${limit} MB.`);
  }
  return '';
}

const WIDEST = 2600; // enough to read a page of small print

/** A photo larger than may be sent is drawn smaller; anything else stays as it is. */
export async function shrunk(file, most) {
  if (file.size <= most || !file.type.startsWith('image/')) return file;
  const picture = await createImageBitmap(file).catch(() => null);
  if (!picture) return file;
  const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
  return blob ? new File([blob], file.name.replace(/\.\w+$/, '.jpg'), { type: 'image/jpeg' }) : file;
}
