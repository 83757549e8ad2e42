// What was typed and could not be sent yet stays in this browser, by person and task, until it was sent.
const PREFIX = 'khanton-typed:';

export const keyOf = (user, task) => `${PREFIX}${user}:${task}`;

export function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // no room, or not allowed
  }
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept either
  }
}

/** Forget everything typed: somebody signs out, and the next person may sit down here. */
export function forgetAll() {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  } catch {
    // nothing was kept either
  }
}
