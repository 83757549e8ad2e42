// The sections of the panel, in the order in which an analyst thinks of them.
import { deadlines, timer } from './deadlines.js';
import { details } from './details.js';
import { end } from './ends.js';
import { form } from './form.js';
import { general } from './general.js';
import { law } from './law.js';
import { many } from './many.js';
import { message } from './message.js';
import { call, script, table } from './named.js';
import { notice } from './notice.js';
import { told } from './told.js';
import { lane, people } from './people.js';
import { process } from './process.js';
import { service } from './service.js';
import { signal } from './signals.js';
import { flow, gateway } from './ways.js';

export const GROUPS = [
  timer, told, deadlines, gateway, flow, notice, service, message, signal, table, call, script, process, general, people, lane, form, many, details, end, law,
];
