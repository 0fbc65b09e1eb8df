'use strict';
/* The events over time as columns; those in the chosen span stand out. */
(function (geomap) {
  const { el, days } = geomap;
  const INSIDE = '#3f6f97';
  const OUTSIDE = '#c5d0da';
  const HEIGHT = 40;

  geomap.Histogram = class {
    constructor(store) {
      this.store = store;
      this.element = el('canvas', { class: 'histogram', 'aria-hidden': 'true' });
      this.pen = this.element.getContext('2d');
    }

    /** From a day to a share of the width, and back. */
    share(day) {
      const [low, high] = this.store.span;
      return (day - low) / (high + 1 - low);
    }

    day(share) {
      const [low, high] = this.store.span;
      return Math.round(low + share * (high + 1 - low));
    }

    draw() {
      const { store, pen, element } = this;
      const width = element.clientWidth;
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      if (!width) return;
      if (element.width !== Math.round(width * ratio)) {
        element.width = Math.round(width * ratio);
        element.height = HEIGHT * ratio;
      }
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, width, HEIGHT);
      const { starts, counts, end } = store.bins;
      const most = counts.reduce((a, b) => Math.max(a, b), 1);
      const [from, to] = store.time ?? [-Infinity, Infinity];
      for (let bin = 0; bin < starts.length; bin += 1) {
        if (!counts[bin]) continue;
        const next = starts[bin + 1] ?? end;
        const left = Math.max(0, this.share(starts[bin])) * width;
        const right = Math.min(1, this.share(next)) * width;
        // A column of one event can be seen beside one of thousands.
        const height = Math.max(2, Math.sqrt(counts[bin] / most) * (HEIGHT - 3));
        pen.fillStyle = next > from && starts[bin] <= to ? INSIDE : OUTSIDE;
        const gap = right - left > 3 ? 1 : 0;
        pen.fillRect(left, HEIGHT - height, Math.max(right - left - gap, 1), height);
      }
    }

    /** Days that get a label below the columns, with the texts, as many as have room. */
    ticks(width, words) {
      const [low, high] = this.store.span;
      const length = high + 1 - low;
      const most = Math.max(2, Math.floor(width / 90));
      const units = [['day', 1], ['day', 2], ['week', 1], ['week', 2], ['month', 1], ['month', 3],
        ['month', 6], ['year', 1], ['year', 2], ['year', 5], ['year', 10], ['year', 20], ['year', 50], ['year', 100]];
      const sizes = { day: 1, week: 7, month: 30.4, year: 365.2 };
      const [unit, n] = units.find(([name, count]) => length / (sizes[name] * count) <= most) ?? units.at(-1);
      const made = [];
      let day = days.floor(low, n > 1 && unit === 'month' ? 'year' : unit);
      for (; day <= high; day = days.add(day, unit, n)) {
        if (day >= low) made.push([this.share(day), words.tick(days.iso(day), unit)]);
      }
      return made;
    }
  };
})(window.geomap);
