// After a task: nothing of its form stays in the browser.
import { forget, keyOf } from '../lib/kept.js';

const { done, user } = document.querySelector('[data-done]').dataset;
forget(keyOf(user, done));
