'use strict';
/* What has no place on the map, in full, each with the reason. */
(function (geomap) {
  const { el } = geomap;
  const PORTION = 40;

  geomap.Unplaced = class {
    constructor(store, reader, page) {
      Object.assign(this, { store, reader, page });
      this.element = el('div', { class: 'unplaced' });
    }

    rows() {
      const { store } = this;
      const found = [];
      for (let i = 0; i < store.length; i += 1) if (store.shown[i] && !store.isPlaced(i)) found.push(i);
      return found;
    }

    async draw() {
      const { words } = this.page;
      const rows = this.rows();
      const turn = (this.turn = {});
      const made = el('div', {}, el('p', { class: 'empty' }, words.t(rows.length ? 'panel.unplaced_hint' : 'panel.all_placed')));
      await geomap.inPortions(made, rows, PORTION, this.page, async (some) =>
        (await this.reader.full(some)).map((row) => geomap.card(this.page, this.store, row, { reason: true })),
      );
      if (turn === this.turn) this.element.replaceChildren(made);
    }

    /** Show the card of a row, if it is among those listed. */
    show(row) {
      const card = this.element.querySelector(`.card[data-row="${row}"]`);
      if (!card) return;
      card.tabIndex = -1;
      card.scrollIntoView({ block: 'center' });
      card.focus({ preventScroll: true });
    }
  };
})(window.geomap);
