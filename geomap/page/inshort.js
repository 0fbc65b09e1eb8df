'use strict';
/* Chosen events in short, for the list and the table: which they are, and what to say of each. */
(function (geomap) {
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
