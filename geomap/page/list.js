'use strict';
/* The list of events beside the map, the newest first. */
(function (geomap) {
  const { el } = geomap;
  const PORTION = 60;

  /** The first rows of the events that are chosen, in order of time, the undated last. */
  geomap.chosenEvents = function (store) {
    const { shown, rows } = store;
    const found = new Int32Array(store.totals.events);
    let count = 0;
    let last = -1;
    for (let i = 0; i < store.length; i += 1) {
      if (!shown[i] || rows.event[i] === last) continue;
      last = rows.event[i];
      found[count++] = i;
    }
    return found.subarray(0, count);
  };

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

  /** All rows of events, by the first one; the texts are read only where they are needed. */
  geomap.eventRows = function (store, reader, events) {
    const told = ['claimant', 'source'].some((name) => store.numerous.includes(name));
    return Promise.all(
      events.map((first) => {
        const rows = store.siblings(first);
        const named = rows.every((row) => store.placeWord('place_name', store.rows.place[row]));
        return named && !told ? rows.map((row) => reader.brief(row)) : reader.full(rows);
      }),
    );
  };

  /** An event in a few words: where, what, and how many or who says so; and the row for it. */
  geomap.inShort = function (words, store, rows) {
    const shown = rows.filter((one) => store.shown[one.index]);
    const row = shown.find((one) => one.placed) ?? shown[0] ?? rows[0];
    const names = rows
      .map((one) => one.place_name ?? one.place_text)
      .filter((name, index, all) => name && all.indexOf(name) === index);
    const where = row.placed ? geomap.coordinates(store.latLng(row.place)) : words.t('card.no_place');
    const kind = words.subType(row.sub_event_type) ?? words.type(row.event_type);
    return {
      row,
      title: names.join(', ') || where,
      what: [kind, words.outcome(row.outcome)].filter(Boolean).join(' · '),
      said: [words.quantities(row)[0], row.claimant].filter(Boolean).join(' · '),
    };
  };
})(window.geomap);
