'use strict';
/*
 * Who held what, day by day: what geomap/drawing/controlpack.py packed.
 *
 * A day is put together from stretches of the day before and of the table of vertices. Every
 * so many days are kept, so that any other is a few steps away.
 */
(function (geomap) {
  const KEEP_EVERY = 16;
  // Days beside these that stay, so that drawing one again costs nothing.
  const RECENT = 4;
  const MISSING = -(2 ** 31);

  geomap.ControlSeries = class {
    constructor(about, buffer) {
      this.labels = about.labels;
      this.sources = about.sources;
      this.whole = about.shares;
      this.scales = {};
      let at = 0;
      for (const { name, length, columns } of about.groups) {
        const read = geomap.unpack.columns(buffer, columns, length, at);
        this[name] = read.columns;
        at = read.end;
        for (const column of columns) this.scales[column.name] = column.scale ?? 1;
      }
      this.length = this.days.day.length;
      this.setPositions(about.scale);
      this.setStretches();
      this.setBorder();
      this.kept = new Map();
      this.recent = new Map();
    }

    /** Where vertices lie: degrees, and on a map of the world of size 1. */
    setPositions(scale) {
      const { x, y } = this.vertices;
      const n = x.length;
      this.longitude = new Float64Array(n);
      this.latitude = new Float64Array(n);
      this.x = new Float64Array(n);
      this.y = new Float64Array(n);
      let [lon, lat] = [0, 0];
      for (let i = 0; i < n; i += 1) {
        lon += unzigzag(x[i]);
        lat += unzigzag(y[i]);
        this.longitude[i] = lon / scale;
        this.latitude[i] = lat / scale;
        const at = geomap.project(Math.max(-85, Math.min(85, lat / scale)), lon / scale);
        this.x[i] = at.x;
        this.y[i] = at.y;
      }
    }

    /** Where each stretch begins; the rings of each day, the stretches of each ring. */
    setStretches() {
      const { rings, steps, days, length } = this;
      this.firstRing = sums(days.rings);
      this.firstStep = sums(rings.steps);
      this.starts = new Int32Array(steps.length.length);
      let fresh = 0;
      for (let day = 0; day < length; day += 1) {
        let kept = 0;
        const end = this.firstStep[this.firstRing[day + 1]];
        for (let step = this.firstStep[this.firstRing[day]]; step < end; step += 1) {
          const offset = unzigzag(steps.offset[step] >>> 1);
          const start = (isCopied(steps, step) ? kept : fresh) + offset;
          this.starts[step] = start;
          if (isCopied(steps, step)) kept = start + steps.length[step];
          else fresh = start + steps.length[step];
        }
      }
    }

    /** The edges of which only shares are the line of contact. */
    setBorder() {
      const { edges, shares } = this;
      this.parts = new Map();
      let at = 0;
      for (let i = 0; i < edges.low.length; i += 1) {
        const parts = [];
        for (let k = 0; k < edges.shares[i]; k += 1, at += 1) {
          parts.push([shares.begin[at] / this.whole, shares.end[at] / this.whole]);
        }
        this.parts.set(this.key(edges.low[i], edges.high[i]), parts);
      }
    }

    /** A number for the edge between two vertices, whichever comes first. */
    key(a, b) {
      return a < b ? a * this.x.length + b : b * this.x.length + a;
    }

    number(name, day) {
      const value = this.days[name][day];
      if (Number.isNaN(value) || value === MISSING) return null;
      return this.days[name] instanceof Float64Array ? value : value / this.scales[name];
    }

    /** The last snapshot at or before a day; -1 before the first. */
    at(day) {
      let [low, high] = [0, this.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.days.day[middle] <= day) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    }

    /**
     * The rings of a snapshot: numbers of vertices, where each ring begins, and what it is
     * (twice the number of its label, one more for a hole; 0 is a line, which is open).
     */
    snapshot(number) {
      const known = this.recent.get(number) ?? this.kept.get(number);
      if (known) return known;
      let at = number - (number % KEEP_EVERY);
      while (at > 0 && !this.kept.has(at)) at -= KEEP_EVERY;
      let day = this.kept.get(at) ?? this.after(null, at);
      for (; ; at += 1, day = this.after(day, at)) {
        if (at % KEEP_EVERY === 0) this.kept.set(at, day);
        if (at === number) break;
      }
      this.recent.set(number, day);
      if (this.recent.size > RECENT) this.recent.delete(this.recent.keys().next().value);
      return day;
    }

    /** A snapshot, made from the one before. */
    after(before, number) {
      const { rings, steps, firstRing, firstStep, starts: from } = this;
      const [first, last] = [firstRing[number], firstRing[number + 1]];
      let size = 0;
      for (let step = firstStep[first]; step < firstStep[last]; step += 1) size += steps.length[step];
      const vertices = new Int32Array(size);
      const starts = new Int32Array(last - first + 1);
      let at = 0;
      for (let ring = first; ring < last; ring += 1) {
        for (let step = firstStep[ring]; step < firstStep[ring + 1]; step += 1) {
          const [start, length] = [from[step], steps.length[step]];
          if (isCopied(steps, step)) vertices.set(before.vertices.subarray(start, start + length), at);
          else for (let k = 0; k < length; k += 1) vertices[at + k] = start + k;
          at += length;
        }
        starts[ring - first + 1] = at;
      }
      return { vertices, starts, kinds: rings.kind.subarray(first, last) };
    }

    /** The rings of one label of a snapshot, each as numbers of vertices. */
    ringsOf(number, label) {
      const { vertices, starts, kinds } = this.snapshot(number);
      const found = [];
      for (let ring = 0; ring < kinds.length; ring += 1) {
        if (kinds[ring] >> 1 === label) found.push(vertices.subarray(starts[ring], starts[ring + 1]));
      }
      return found;
    }

    /** The labels of a snapshot that have areas, the largest first. */
    labelsOf(number) {
      const area = (label) => this.number(`area_${label}`, number);
      const there = this.labels.map((_, label) => label).filter((label) => label && area(label) > 0);
      return there.sort((a, b) => area(b) - area(a));
    }
  };

  function unzigzag(value) {
    return (value >>> 1) ^ -(value & 1);
  }

  function isCopied(steps, step) {
    return (steps.offset[step] & 1) === 1;
  }

  /** Where each of some lengths begins, and the end of the last. */
  function sums(lengths) {
    const found = new Int32Array(lengths.length + 1);
    for (let i = 0; i < lengths.length; i += 1) found[i + 1] = found[i] + lengths[i];
    return found;
  }
})(window.geomap);
