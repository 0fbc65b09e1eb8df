'use strict';
/* Long lists some at a time, and places that have no name. */
(function (geomap) {
  const { el } = geomap;

  /** "48.59° N, 38.00° E", for a place without a name. */
  geomap.coordinates = function ([latitude, longitude]) {
    const part = (value, plus, minus) => `${Math.abs(value).toFixed(3)}° ${value < 0 ? minus : plus}`;
    return `${part(latitude, 'N', 'S')}, ${part(longitude, 'E', 'W')}`;
  };

  /**
   * Append items some at a time, with a button for the next below them, or in `holder`; `make`
   * may be asynchronous.
   */
  geomap.inPortions = async function (box, items, size, page, make, holder = box) {
    let next = 0;
    const more = el('button', { type: 'button', class: 'more', click: () => add(true) });
    const add = async (focus) => {
      more.remove();
      const some = items.slice(next, next + size);
      next += some.length;
      const made = await make(some);
      box.append(...made);
      if (next < items.length) {
        more.textContent = page.words.t('panel.more', { n: Math.min(size, items.length - next) });
        holder.append(more);
      }
      if (focus) {
        const target = made[0]?.querySelector('button') ?? made[0];
        if (target && target.tabIndex < 0) target.tabIndex = -1;
        target?.focus();
      }
    };
    await add(false);
  };
})(window.geomap);
