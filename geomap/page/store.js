'use strict';
/*
 * The events of the page as columns, what of them is chosen, and how many that leaves.
 *
 * Drawing asks here and listens to 'change' (something was chosen); nothing here knows of
 * Leaflet or the panel. Rows are sorted by time and those of one event stand together; places
 * are numbered, and place 0 is "no place".
 */
(function (geomap) {
  const { NONE, monthEnd, yearEnd } = geomap.days;
  // Numbers are stored as thousandths; this one stands for a missing number.
  const MISSING = -(2 ** 31);
  // What can be filtered by; `event_type` is the legend's.
  const FACETS = [
    'event_type', 'actor', 'claimant', 'source', 'status', 'confidence', 'geo_precision', 'control',
  ];
  const CONFIDENCE = [null, 'high', 'medium', 'low'];
  // How long the slider goes on after the last beginning, in days.
  const LONGEST = 400;

  geomap.Store = class extends EventTarget {
    constructor(about, buffer) {
      super();
      const { unpack } = geomap;
      const rows = unpack.columns(buffer, about.rowColumns, about.rows, 0);
      const places = unpack.columns(buffer, about.placeColumns, about.places, rows.end);
      this.length = about.rows;
      this.events = about.events;
      this.placeCount = about.places;
      this.view = about.view;
      this.words = about.words;
      /** Columns with too many words for a list: their words stand with the texts. */
      this.numerous = about.numerous;
      this.columns = about.columns;
      this.rows = rows.columns;
      this.at = places.columns;
      this.scales = new Map(about.rowColumns.map((column) => [column.name, column.scale ?? 1]));
      this.rows.event ??= new Int32Array(this.length);
      this.rows.place ??= new Int32Array(this.length);
      this.setPositions();
      this.setSpans();
      this.facets = new Map(FACETS.map((name) => [name, this.facet(name)]));
      this.shown = new Uint8Array(this.length);
      this.counts = new Int32Array(this.placeCount);
      this.kinds = new Uint16Array(this.placeCount);
      this.time = null;
      this.undated = true;
      this.bins = new geomap.Bins(this);
      geomap.counting.refilter(this);
      geomap.counting.recount(this);
    }

    /** Where places lie on a map of the world of size 1. */
    setPositions() {
      const n = this.placeCount;
      this.x = new Float64Array(n);
      this.y = new Float64Array(n);
      this.at.shown ??= new Uint8Array(n);
      this.at.area ??= new Uint8Array(n);
      const latitude = this.at.latitude ?? new Int32Array(n);
      const longitude = this.at.longitude ?? new Int32Array(n);
      for (let p = 0; p < n; p += 1) {
        const at = geomap.project(latitude[p] / 1e5, longitude[p] / 1e5);
        this.x[p] = at.x;
        this.y[p] = at.y;
      }
    }

    /** The days that each row may have been on: as dated, or else when it was said. */
    setSpans() {
      const { date, end, claim, date_precision: precision } = this.rows;
      const n = this.length;
      this.first = new Int32Array(n).fill(NONE);
      this.last = new Int32Array(n).fill(NONE);
      let [low, high, latest] = [Infinity, -Infinity, -Infinity];
      this.undatedRows = 0;
      for (let i = 0; i < n; i += 1) {
        let day = date ? date[i] : NONE;
        let until = day;
        if (day === NONE) {
          day = claim ? claim[i] : NONE;
          until = day;
        } else if (end && end[i] !== NONE) {
          until = Math.max(day, end[i]);
        } else if (precision && precision[i] > 2) {
          until = precision[i] === 3 ? day + 6 : precision[i] === 4 ? monthEnd(day) : yearEnd(day);
        }
        this.first[i] = day;
        this.last[i] = until;
        if (day === NONE) {
          this.undatedRows += 1;
          continue;
        }
        if (day < low) low = day;
        if (day > latest) latest = day;
        if (until > high) high = until;
      }
      // An end such as the year 9999 means "still going on", and is no day of the slider.
      high = Math.min(high, latest + LONGEST);
      /** First and last day of all events, null where none has a date. */
      this.span = low <= high ? [low, high] : null;
    }

    facet(name) {
      const { codes, words } = this.coded(name);
      return { name, codes, words, off: new Set() };
    }

    coded(name) {
      const { rows, length, words } = this;
      if (name === 'confidence') {
        const codes = new Uint8Array(length);
        if (rows.confidence) {
          for (let i = 0; i < length; i += 1) {
            const value = this.number('confidence', i);
            if (value !== null) codes[i] = CONFIDENCE.indexOf(geomap.sureness(value));
          }
        }
        return { codes, words: CONFIDENCE };
      }
      if (name === 'geo_precision') {
        const codes = rows.geo_precision ?? new Uint8Array(length);
        return { codes, words: [null, '1', '2', '3', '4', '5', '6', '7'] };
      }
      return { codes: rows[name] ?? new Uint8Array(length), words: words[name] ?? [null] };
    }

    isNumber(name) {
      return this.scales.get(name) > 1 || this.rows[name] instanceof Float64Array;
    }

    /** A number of a row, null where it is missing. */
    number(name, row) {
      const column = this.rows[name];
      if (!column) return null;
      const value = column[row];
      if (column instanceof Float64Array) return Number.isNaN(value) ? null : value;
      return value === MISSING ? null : value / this.scales.get(name);
    }

    /** A word of a row or, with a column of places, of a place; null where there is none. */
    word(name, row) {
      return this.rows[name] ? this.words[name][this.rows[name][row]] : null;
    }

    placeWord(name, place) {
      return this.at[name] ? this.words[name][this.at[name][place]] : null;
    }

    isPlaced(row) {
      return this.at.shown[this.rows.place[row]] === 1;
    }

    /** [latitude, longitude] of a place. */
    latLng(place) {
      return [this.at.latitude[place] / 1e5, this.at.longitude[place] / 1e5];
    }

    /** The rows of all places, sorted by place; made when first asked for. */
    get byPlace() {
      if (!this.sorted) {
        const { place } = this.rows;
        this.starts = new Int32Array(this.placeCount + 1);
        for (let i = 0; i < this.length; i += 1) this.starts[place[i] + 1] += 1;
        for (let p = 0; p < this.placeCount; p += 1) this.starts[p + 1] += this.starts[p];
        const next = this.starts.slice();
        this.sorted = new Int32Array(this.length);
        for (let i = 0; i < this.length; i += 1) this.sorted[next[place[i]]++] = i;
      }
      return this.sorted;
    }

    /** All rows of a place, in order of time. */
    rowsOf(place) {
      const rows = this.byPlace;
      return rows.subarray(this.starts[place], this.starts[place + 1]);
    }

    /** The rows of a place that are chosen, newest first. */
    rowsAt(place) {
      return [...this.newestFirst(this.rowsOf(place).filter((row) => this.shown[row]))];
    }

    /** How many chosen events a place has, on the map or not. */
    eventsAt(place) {
      return new Set(this.rowsAt(place).map((row) => this.rows.event[row])).size;
    }

    /** Rows in the order of time turned round; those without a date stay at the end. */
    newestFirst(rows) {
      let dated = rows.length;
      while (dated > 0 && this.first[rows[dated - 1]] === NONE) dated -= 1;
      const ordered = new Int32Array(rows.length);
      ordered.set(rows.slice(0, dated).reverse());
      ordered.set(rows.subarray(dated), dated);
      return ordered;
    }

    /** All rows of the event that a row belongs to. */
    siblings(row) {
      const { event } = this.rows;
      let start = row;
      while (start > 0 && event[start - 1] === event[row]) start -= 1;
      const found = [];
      for (let i = start; i < this.length && event[i] === event[row]; i += 1) found.push(i);
      return found;
    }

    /** Choose the days from `first` to `last`; null for all. */
    setTime(first, last) {
      this.time = first === null ? null : [first, last];
      this.changed('time');
    }

    setUndated(shown) {
      this.undated = shown;
      this.changed('time');
    }

    /** Switch one value of a facet off or on. */
    toggle(name, code) {
      const { off } = this.facets.get(name);
      if (!off.delete(code)) off.add(code);
      this.changed('filter');
    }

    /** Leave only some values of a facet on; null for all. */
    only(name, codes) {
      const facet = this.facets.get(name);
      facet.off = new Set(
        codes === null ? [] : facet.words.map((_, code) => code).filter((code) => !codes.includes(code)),
      );
      this.changed('filter');
    }

    /** Everything on again but the time. */
    clearFilters() {
      for (const facet of this.facets.values()) facet.off.clear();
      this.changed('filter');
    }

    get isFiltered() {
      return [...this.facets.values()].some((facet) => facet.off.size > 0);
    }

    changed(what) {
      if (what === 'filter') geomap.counting.refilter(this);
      geomap.counting.recount(this);
      this.dispatchEvent(new CustomEvent('change', { detail: what }));
    }
  };
})(window.geomap);
