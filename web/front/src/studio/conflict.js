// Somebody else was first: who and when, and what the person wants; until they choose, nothing is overwritten.
import { moment, t } from '../lib/language.js';
import { addressOf, post, read, studio, whyOf } from './asking.js';
import { bar } from './bars.js';

/** `about`: what the server told of the newer revision; `mine`: the text that was not saved. */
export function askWhatNow(saving, about, mine) {
  const who = about.by === studio.dataset.user ? t('ท่านเอง (จากอีกหน้าต่างหนึ่ง)', 'You, in another window,') : t(about.by_th, about.by_en);
  const dialog = document.createElement('dialog');
  dialog.className = 'dialog conflict';
  dialog.setAttribute('aria-labelledby', 'conflict-title');
  dialog.innerHTML = `<div class="dialog-in"><div class="dialog-head"><h2 id="conflict-title"></h2></div><p></p><div class="choices"></div><p class="error" role="alert" hidden></p></div>`;
  dialog.querySelector('h2').textContent = about.is_removed
    ? t(`${who} นำไฟล์นี้ออกจากร่างแล้ว`, `${who} took this file out of the draft`)
    : t(`${who} แก้ไฟล์นี้ไปก่อนแล้ว`, `${who} changed this file first`);
  dialog.querySelector('p').textContent = t(
    `เมื่อ ${moment(about.at)} งานของท่านยังอยู่ครบและยังไม่มีอะไรถูกบันทึกทับ เลือกว่าจะทำอย่างไร`,
    `At ${moment(about.at)}. Your work is safe, and nothing was overwritten. Choose what to do.`,
  );
  const choices = about.is_removed ? ofRemoved(saving, mine, about) : ofChanged(saving, mine, about, who);
  dialog.querySelector('.choices').append(...choices.map((each) => choice(dialog, each)));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function ofChanged(saving, mine, about, who) {
  return [
    [t('ดูของเขา', 'See theirs'), t('งานของท่านเก็บไว้ในเครื่องนี้ กลับมาเลือกใหม่ได้', 'Yours is kept in this browser; you can come back to it'), () => seeTheirs(saving, mine, about, who)],
    [t('เก็บของฉันเป็นไฟล์ใหม่', 'Keep mine as a new file'), freeName(saving.name), (name) => keepApart(saving, mine, name)],
    [t('บันทึกของฉันทับ', 'Save mine over it'), t('ของเขาจะถูกเก็บเป็นรุ่นไว้ก่อน นำกลับมาได้', 'Theirs is kept as a version first, and can be brought back'), () => saveOver(saving, mine, about.revision)],
  ];
}

function ofRemoved(saving, mine) {
  return [
    [t('นำไฟล์กลับเข้าร่าง', 'Put the file back'), t('ด้วยงานของท่านในหน้านี้', 'With your work of this page'), () => saveOver(saving, mine, 0)],
    [t('เก็บของฉันเป็นไฟล์ใหม่', 'Keep mine as a new file'), freeName(saving.name), (name) => keepApart(saving, mine, name)],
  ];
}

function choice(dialog, [words, hint, act]) {
  const isNamed = act.length === 1;
  const form = document.createElement('form');
  form.className = 'choice-form';
  form.innerHTML = `<button class="btn alt"></button>${isNamed ? '<label><span class="vh"></span><input type="text" maxlength="120" required></label>' : '<span class="hint"></span>'}`;
  form.querySelector('button').textContent = words;
  if (isNamed) {
    form.querySelector('label span').textContent = t('ชื่อไฟล์ใหม่', 'Name of the new file');
    form.querySelector('input').value = hint;
  } else {
    form.querySelector('.hint').textContent = hint;
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const why = await act(...(isNamed ? [form.querySelector('input').value.trim()] : []));
    if (!why) return dialog.close();
    const error = dialog.querySelector('.error');
    error.textContent = why;
    error.hidden = false;
  });
  return form;
}

function freeName(name) {
  const end = name.lastIndexOf('.');
  return `${name.slice(0, end)}_2${name.slice(end)}`;
}

async function seeTheirs(saving, mine, about, who) {
  const theirs = await read(saving.name);
  if (theirs.why) return theirs.why.detail;
  await saving.settle(theirs.text, theirs.revision);
  bar(
    t(`กำลังดูงานของ ${who}`, `This is the work of ${who}`),
    [t('ใช้ของเขาต่อ', 'Go on with it')],
    [
      t('กลับไปของฉัน', 'Back to mine'),
      async () => {
        const seen = saving.revision;
        await saving.show(mine);
        saving.ask({ ...about, revision: seen }, mine);
      },
    ],
  );
}

async function keepApart(saving, mine, name) {
  const answer = await post(addressOf(name), { body: mine, revision: 0 });
  if (!answer.ok) {
    const why = await whyOf(answer);
    return why.code === 'draft_file_changed' ? t('มีไฟล์ชื่อนี้แล้ว กรุณาตั้งชื่ออื่น', 'There is a file of that name; choose another.') : why.detail;
  }
  const theirs = await read(saving.name);
  if (theirs.why) saving.stop(t(`งานของท่านอยู่ในไฟล์ ${name} แล้ว`, `Your work is in ${name} now.`));
  else await saving.settle(theirs.text, theirs.revision);
  bar(t(`งานของท่านอยู่ในไฟล์ ${name} แล้ว`, `Your work is in ${name} now.`), [t('รับทราบ', 'All right')]);
}

async function saveOver(saving, mine, revision) {
  const answer = await post(addressOf(saving.name), { body: mine, revision, keeps_theirs: true });
  if (answer.ok) {
    const { revision: now } = await answer.json();
    await saving.settle(mine, now);
    return;
  }
  const why = await whyOf(answer);
  if (why.code !== 'draft_file_changed') return why.detail;
  saving.ask(why.about, mine);
}
