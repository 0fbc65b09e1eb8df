'use strict';
/* Rows of the table as objects with the schema's names, and their texts, read when needed. */
(function (geomap) {
  const DATES = { date: 'event_date', end: 'end_date', claim: 'claim_date' };
  // Pieces of text that stay open.
  const KEPT = 48;

  geomap.Rows = class {
    constructor(store, about, texts) {
      this.store = store;
      this.piece = about.piece;
      this.texts = texts;
      this.offsets = [0];
      for (const length of about.lengths) this.offsets.push(this.offsets.at(-1) + length);
      this.open = new Map();
    }

    /** What the columns say of a row; blank values are left out. */
    brief(index) {
      const { store } = this;
      const place = store.rows.place[index];
      const row = { index, event: store.rows.event[index], place, placed: store.isPlaced(index) };
      const set = (name, value) => {
        if (value !== null && value !== undefined) row[name] = value;
      };
      for (const name of Object.keys(store.rows)) {
        if (name in DATES) set(DATES[name], geomap.days.iso(store.rows[name][index]));
        else if (store.words[name]) set(name, store.word(name, index));
        else if (store.isNumber(name)) set(name, store.number(name, index));
        else if (name !== 'event' && name !== 'place') set(name, store.rows[name][index] || null);
      }
      for (const name of Object.keys(store.at)) {
        if (store.words[name]) set(name, store.placeWord(name, place));
      }
      row.area = store.at.area[place] === 1;
      return row;
    }

    /** The same with all texts. */
    async full(indexes) {
      return Promise.all(
        [...indexes].map(async (index) => {
          const at = this.position(index);
          const piece = await this.read(Math.floor(at / this.piece));
          const row = this.brief(index);
          for (const [name, values] of Object.entries(piece)) {
            const value = values[at % this.piece];
            if (value !== null) row[name] = value;
          }
          return row;
        }),
      );
    }

    /** Where the text of a row stands: texts are in the order of places. */
    position(index) {
      const { store } = this;
      if (!this.positions) {
        const rows = store.byPlace;
        this.positions = new Int32Array(rows.length);
        for (let at = 0; at < rows.length; at += 1) this.positions[rows[at]] = at;
      }
      return this.positions[index];
    }

    read(number) {
      const known = this.open.get(number);
      if (known) return known;
      const text = this.texts.slice(this.offsets[number], this.offsets[number + 1]);
      const piece = geomap.unpack.json(text);
      this.open.set(number, piece);
      if (this.open.size > KEPT) this.open.delete(this.open.keys().next().value);
      return piece;
    }
  };
})(window.geomap);
