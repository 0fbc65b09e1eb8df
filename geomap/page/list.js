'use strict';
/* The list of events beside the map, the newest first. */
(function (geomap) {
  const { el } = geomap;
  const PORTION = 60;

  geomap.EventList = class {
    constructor(store, reader, page, go) {
      Object.assign(this, { store, reader, page, go });
      this.element = el('div', { class: 'list' });
    }

    async draw() {
      const events = this.store.newestFirst(geomap.chosenEvents(this.store));
      const list = el('ol', { class: 'events' });
      const turn = (this.turn = {});
      await geomap.inPortions(list, events, PORTION, this.page, (some) => this.items([...some]));
      if (turn !== this.turn) return;
      const none = el('p', { class: 'empty' }, this.page.words.t('panel.empty'));
      this.element.replaceChildren(events.length ? list : none);
    }

    async items(events) {
      const all = await geomap.eventRows(this.store, this.reader, events);
      return all.map((rows) => this.item(rows));
    }

    item(rows) {
      const { words, symbols } = this.page;
      const { row, title, what, said } = geomap.inShort(words, this.store, rows);
      const type = row.event_type ?? '';
      const content = [
        symbols.draw(type, 18, false),
        el(
          'span',
          { class: 'item-text' },
          el('span', { class: 'item-place', dir: 'auto' }, title),
          el('span', { class: 'item-what' }, what),
          said ? el('span', { class: 'item-said', dir: 'auto' }, said) : null,
          el('span', { class: 'item-when' }, words.when(row)),
        ),
      ];
      const go = () => this.go(row.index);
      return el('li', {}, el('button', { type: 'button', class: 'item', click: go }, content));
    }
  };
})(window.geomap);
