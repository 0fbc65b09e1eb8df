'use strict';
/*
 * The events table in the page: who is at which place, and which types are switched off.
 *
 * Drawing asks here and listens to 'change'; nothing here knows of Leaflet or the panel.
 */
(function (geomap) {
  geomap.Store = class extends EventTarget {
    constructor(table) {
      super();
      this.rows = table.rows;
      this.places = table.places;
      this.view = table.view;
      this.hidden = new Set();
      this.events = [];
      for (const row of this.rows) {
        const event = (this.events[row.event] ??= { number: row.event, rows: [] });
        event.rows.push(row);
      }
      for (const event of this.events) {
        event.type = event.rows[0].event_type ?? '';
        event.placed = event.rows.some((row) => row.place !== undefined);
      }
      for (const place of this.places) place.rows = [];
      for (const row of this.rows) {
        if (row.place !== undefined) this.places[row.place].rows.push(row);
      }
    }

    typeOf(row) {
      return this.events[row.event].type;
    }

    isShown(row) {
      return !this.hidden.has(this.typeOf(row));
    }

    /** The rows of a place whose type is switched on. */
    rowsAt(place) {
      return place.rows.filter((row) => this.isShown(row));
    }

    /** Distinct events among rows. */
    static countEvents(rows) {
      return new Set(rows.map((row) => row.event)).size;
    }

    /** Each type with the number of its events, placed or not. */
    types() {
      const counts = new Map();
      for (const event of this.events) {
        counts.set(event.type, (counts.get(event.type) ?? 0) + 1);
      }
      return counts;
    }

    shownEvents() {
      return this.events.filter((event) => !this.hidden.has(event.type));
    }

    /** Rows without a place on the map. */
    unplacedRows() {
      return this.rows.filter((row) => row.place === undefined);
    }

    toggle(type) {
      if (!this.hidden.delete(type)) this.hidden.add(type);
      this.dispatchEvent(new Event('change'));
    }

    showAll() {
      this.hidden.clear();
      this.dispatchEvent(new Event('change'));
    }
  };
})(window.geomap);
