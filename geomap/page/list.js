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

  /** Newest first, those without a date at the end. */
  function newestFirst(store, events) {
    const { NONE } = geomap.days;
    let dated = events.length;
    while (dated > 0 && store.first[events[dated - 1]] === NONE) dated -= 1;
    const ordered = new Int32Array(events.length);
    ordered.set(events.slice(0, dated).reverse());
    ordered.set(events.subarray(dated), dated);
    return ordered;
  }

  geomap.EventList = class {
    constructor(store, reader, page, go) {
      Object.assign(this, { store, reader, page, go });
      this.element = el('div', { class: 'list' });
    }

    async draw() {
      const events = newestFirst(this.store, geomap.chosenEvents(this.store));
      const list = el('ol', { class: 'events' });
      const turn = (this.turn = {});
      await geomap.inPortions(list, events, PORTION, this.page, (some) => this.items([...some]));
      if (turn !== this.turn) return;
      const none = el('p', { class: 'empty' }, this.page.words.t('panel.empty'));
      this.element.replaceChildren(events.length ? list : none);
    }

    /** Entries for events by their first rows; the texts are read only where a name is missing. */
    async items(events) {
      const { store, reader } = this;
      return Promise.all(
        events.map(async (first) => {
          const rows = store.siblings(first);
          const named = rows.every((row) => store.placeWord('place_name', store.rows.place[row]));
          return this.item(named ? rows.map((row) => reader.brief(row)) : await reader.full(rows));
        }),
      );
    }

    item(rows) {
      const { words, symbols } = this.page;
      const row = rows.find((one) => one.placed) ?? rows[0];
      const type = row.event_type ?? '';
      const { title, what, said } = geomap.inShort(words, this.store, rows);
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

  /** An event in a few words: where, what, and how many or who says so. */
  geomap.inShort = function (words, store, rows) {
    const row = rows.find((one) => one.placed) ?? rows[0];
    const names = rows
      .map((one) => one.place_name ?? one.place_text)
      .filter((name, index, all) => name && all.indexOf(name) === index);
    const where = row.placed ? geomap.coordinates(store.latLng(row.place)) : words.t('card.no_place');
    const kind = words.subType(row.sub_event_type) ?? words.type(row.event_type);
    return {
      title: names.join(', ') || where,
      what: [kind, words.outcome(row.outcome)].filter(Boolean).join(' · '),
      said: [words.quantities(row)[0], row.claimant].filter(Boolean).join(' · '),
    };
  };
})(window.geomap);
