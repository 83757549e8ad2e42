// What the server says of a form or table whenever it rests.
import { post } from '../lib/http.js';

/**
 * Post a model's text to `address` now and `pause` ms after each change; `told` gets the newest answer. An answer that
 * a later question has overtaken is dropped; one that does not come is asked for again at the next change.
 */
export function followRest(model, address, pause, told) {
  let timer;
  let number = 0;
  const look = async () => {
    number += 1;
    const mine = number;
    try {
      const found = await post(address, { text: model.text() });
      if (mine === number) told(found);
    } catch {
      // saving says itself that the service cannot be reached
    }
  };
  model.hear((what) => {
    if (what === 'chosen') return;
    clearTimeout(timer);
    timer = setTimeout(look, pause);
  });
  look();
}
