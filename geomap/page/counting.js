'use strict';
/*
 * How many events are left, counted in one walk over the rows.
 *
 * Rows of one event stand together: a row whose event was the last one counted adds nothing.
 */
(function (geomap) {
  const { NONE, floor, add } = geomap.days;
  /** In `kinds`: places with events of several types; other places have the type + 1. */
  const MIXED = 0xffff;
  const MOST_BINS = 160;
  // Why a row is left out; with both, the sum.
  const BY_TYPE = 1;
  const BY_OTHER = 2;

  /** The columns of the histogram over time: how long each is, and how many events it has. */
  geomap.Bins = class {
    constructor(store) {
      this.starts = [];
      this.of = new Uint16Array(store.length);
      if (!store.span) {
        this.counts = new Int32Array(0);
        return;
      }
      const [low, high] = store.span;
      this.unit = ['day', 'week', 'month', 'year'].find((unit) => {
        const length = { day: 1, week: 7, month: 30.4, year: 365.2 }[unit];
        return (high - low) / length < MOST_BINS || unit === 'year';
      });
      // A long history in years has few columns of many.
      const years = this.unit === 'year' ? Math.ceil((high - low) / 365.2 / MOST_BINS) : 1;
      let start = floor(low, this.unit);
      while (start <= high) {
        this.starts.push(start);
        start = add(start, this.unit, years);
      }
      this.end = start;
      this.counts = new Int32Array(this.starts.length);
      let bin = 0;
      for (let i = 0; i < store.length; i += 1) {
        const day = store.first[i];
        if (day === NONE) continue;
        // Rows are nearly sorted: the column is the last one, or near it.
        while (bin > 0 && this.starts[bin] > day) bin -= 1;
        while (bin < this.starts.length - 1 && this.starts[bin + 1] <= day) bin += 1;
        this.of[i] = bin;
      }
    }
  };

  /** Which rows the filters leave out: by their type alone, or by another facet. */
  function refilter(store) {
    const failed = (store.failed ??= new Uint8Array(store.length));
    failed.fill(0);
    for (const facet of store.facets.values()) {
      if (!facet.off.size) continue;
      facet.fails = Uint8Array.from(facet.words, (_, code) => (facet.off.has(code) ? 1 : 0));
      mark(failed, facet.codes, facet.fails, facet.name === 'event_type' ? BY_TYPE : BY_OTHER);
    }
  }

  function mark(failed, codes, fails, bit) {
    for (let i = 0; i < codes.length; i += 1) if (fails[codes[i]]) failed[i] |= bit;
  }

  /** Which rows are chosen, and what follows from it for places, types and the histogram. */
  function recount(store) {
    const { rows, shown, counts, kinds, first, last, at, length, bins } = store;
    const { place, event } = rows;
    const types = store.facets.get('event_type');
    const failed = store.failed;
    const [from, to] = store.time ?? [-Infinity, Infinity];
    const { undated } = store;
    const onMap = at.shown;
    const type = types.codes;
    const typeCounts = new Int32Array(types.words.length);
    const lastAt = (store.lastAt ??= new Int32Array(store.placeCount));
    lastAt.fill(-1);
    counts.fill(0);
    bins.counts.fill(0);
    let [events, places, unplaced, without] = [0, 0, 0, 0];
    let [lastShown, lastTyped, lastBin, lastUnplaced, lastUndated] = [-1, -1, -1, -1, -1];
    for (let i = 0; i < length; i += 1) {
      const e = event[i];
      const fails = failed[i];
      const day = first[i];
      let inTime;
      if (day === NONE) {
        inTime = undated;
        if (!fails && e !== lastUndated && e !== lastBin) {
          without += 1;
          lastUndated = e;
        }
      } else {
        inTime = day <= to && last[i] >= from;
        if (!fails && e !== lastBin) {
          bins.counts[bins.of[i]] += 1;
          lastBin = e;
        }
      }
      if (inTime && fails <= BY_TYPE && e !== lastTyped) {
        typeCounts[type[i]] += 1;
        lastTyped = e;
      }
      if (!inTime || fails) {
        shown[i] = 0;
        continue;
      }
      shown[i] = 1;
      if (e !== lastShown) {
        events += 1;
        lastShown = e;
      }
      const p = place[i];
      if (!onMap[p]) {
        if (e !== lastUnplaced) {
          unplaced += 1;
          lastUnplaced = e;
        }
        continue;
      }
      if (lastAt[p] === e) continue;
      lastAt[p] = e;
      const kind = type[i] + 1;
      if (counts[p] === 0) {
        kinds[p] = kind;
        places += 1;
      } else if (kinds[p] !== kind) {
        kinds[p] = MIXED;
      }
      counts[p] += 1;
    }
    store.typeCounts = typeCounts;
    store.totals = { events, places, unplaced, undated: without };
    store.total ??= { ...store.totals };
  }

  /**
   * How many events each value of a facet would show, were that facet not chosen by; with
   * `all`, were nothing chosen.
   */
  function facetCounts(store, name, all = false) {
    const facet = store.facets.get(name);
    const others = all
      ? []
      : [...store.facets.values()].filter((one) => one.off.size && one !== facet);
    const [from, to] = (all ? null : store.time) ?? [-Infinity, Infinity];
    const undated = all || store.undated;
    const counted = new Int32Array(facet.words.length);
    const lastOf = new Int32Array(facet.words.length).fill(-1);
    const { event } = store.rows;
    for (let i = 0; i < store.length; i += 1) {
      const day = store.first[i];
      if (day === NONE ? !undated : day > to || store.last[i] < from) continue;
      if (others.some((one) => one.fails[one.codes[i]])) continue;
      const code = facet.codes[i];
      if (lastOf[code] === event[i]) continue;
      lastOf[code] = event[i];
      counted[code] += 1;
    }
    return counted;
  }

  geomap.counting = { MIXED, refilter, recount, facetCounts };
})(window.geomap);
