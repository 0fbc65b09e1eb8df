'use strict';
/* One row of the events table in full: what, when, how many, who says so, and the words. */
(function (geomap) {
  const { el } = geomap;
  // So many places and events of a symbol at a time.
  const PLACES = 12;
  const EVENTS = 20;

  /** The card of a row; `options.place` leaves out what a heading above already says. */
  geomap.card = function (page, store, row, options = {}) {
    const { words, symbols } = page;
    const type = row.event_type ?? '';
    return el(
      'article',
      { class: 'card', 'data-row': row.index, 'data-status': row.status },
      el(
        'header',
        { class: 'card-head' },
        symbols.draw(type, 18, false),
        el(
          'h4',
          {},
          words.type(type),
          row.sub_event_type && row.sub_event_type !== type
            ? el('span', { class: 'sub' }, words.subType(row.sub_event_type))
            : null,
        ),
        row.outcome ? el('span', { class: 'outcome' }, words.outcome(row.outcome)) : null,
      ),
      el(
        'p',
        { class: 'when' },
        el('span', {}, words.when(row)),
        words.said(row) ? el('span', { class: 'muted' }, words.said(row)) : null,
      ),
      options.reason ? el('p', { class: 'reason' }, words.status(row.status)) : null,
      ...words.quantities(row).map((text, index) => {
        return el('p', { class: index ? 'quantity further' : 'quantity' }, text);
      }),
      row.quote ? quote(row) : null,
      facts(page, store, row, options),
    );
  };

  /** The quoted words, with the place name as it is written there marked. */
  function quote(row) {
    const attributes = { class: 'quote', dir: 'auto', lang: row.language };
    return el('blockquote', attributes, el('p', {}, marked(row.quote, row.place_text)));
  }

  function marked(text, name) {
    if (!name) return [text];
    let found = text.indexOf(name);
    if (found < 0) found = text.toLowerCase().indexOf(name.toLowerCase());
    if (found < 0) return [text];
    const end = found + name.length;
    return [text.slice(0, found), el('mark', {}, text.slice(found, end)), text.slice(end)];
  }

  function facts(page, store, row, options) {
    const { words } = page;
    const list = el('dl', { class: 'facts' });
    const add = (key, ...values) => {
      const given = values.filter((value) => value !== null && value !== undefined && value !== '');
      if (given.length) list.append(el('div', {}, el('dt', {}, words.t(key)), el('dd', {}, given)));
    };
    add('card.claimant', row.claimant);
    add('card.actor', row.actor);
    add('card.target', row.target);
    if (row.placed) add('card.place', placeWords(words, row, options));
    else add('card.place', row.place_text ? `“${row.place_text}”` : null);
    add('card.also_at', elsewhere(store, row));
    add('card.front', front(words, row));
    add('card.front_check', row.control_check);
    add('card.group', row.claim_group);
    add('card.source', source(row, words));
    add('card.sources', otherSources(row));
    if (row.confidence !== undefined) {
      add('card.confidence', words.confidence(row.confidence), bar(row.confidence));
    }
    const others = row.alternatives ?? [];
    const key = row.placed ? 'card.alternatives' : 'card.may_be';
    if (others.length) add(key, alternatives(words, others));
    add('card.why', row.why);
    return list;
  }

  function placeWords(words, row, options) {
    const name = options.place ? null : words.placeName(row);
    const written =
      row.place_text && row.place_text !== row.place_name
        ? words.t('card.as_written', { name: row.place_name ?? '', text: row.place_text })
        : (row.place_name ?? null);
    const exact = words.precision(row, row.area);
    return [name ?? written, exact].filter(Boolean).join(' · ');
  }

  /** The other places of the same event. */
  function elsewhere(store, row) {
    const names = store
      .siblings(row.index)
      .filter((other) => other !== row.index)
      .map((other) => store.placeWord('place_name', store.rows.place[other]))
      .filter((name, index, all) => name && name !== row.place_name && all.indexOf(name) === index);
    return names.length ? names.join(', ') : null;
  }

  function front(words, row) {
    if (!row.control) return null;
    const date = row.control_date ? words.day(row.control_date) : null;
    const who = date ? words.t('card.front_on', { who: row.control, date }) : row.control;
    const km = row.distance_to_front_km;
    const parts = [who, row.control_source];
    if (km !== undefined) parts.push(words.t('card.front_distance', { km: words.number.format(km) }));
    return parts.filter(Boolean).join(' · ');
  }

  function source(row, words) {
    if (!row.url) return row.source;
    const link = geomap.link(row.url, row.source ? words.t('card.link') : null);
    return row.source ? el('span', {}, row.source, ' · ', link) : link;
  }

  /** Further reports that tell the same event, with their words where they are known. */
  function otherSources(row) {
    const items = (row.sources ?? [])
      .map((one) => (typeof one === 'object' && one !== null ? one : { source: String(one) }))
      .filter((one) => (one.source ?? one.url) && one.source !== row.source)
      .map((one) =>
        el(
          'li',
          {},
          one.url ? geomap.link(one.url, one.source) : one.source,
          one.quote ? el('q', { class: 'other-quote', dir: 'auto' }, one.quote) : null,
        ),
      );
    return items.length ? el('ul', {}, items) : null;
  }

  function alternatives(words, others) {
    return el(
      'ul',
      {},
      others.map((other) => {
        const score = other.score === undefined ? '' : ` (${Number(other.score).toFixed(2)})`;
        return el('li', {}, words.placeName(other), el('span', { class: 'muted' }, score));
      }),
    );
  }

  function bar(value) {
    const width = Math.round(Math.min(Math.max(value, 0), 1) * 100);
    const attributes = { viewBox: '0 0 100 6', class: 'confidence', 'aria-hidden': 'true' };
    return geomap.svg(
      'svg',
      { ...attributes, preserveAspectRatio: 'none' },
      geomap.svg('rect', { width: 100, height: 6, class: 'rest' }),
      geomap.svg('rect', { width, height: 6 }),
    );
  }

  /**
   * What opens at a symbol: its places one below the other, each with its events, the newest
   * first; the event numbered `chosen` before all others.
   */
  geomap.placeCards = async function (page, store, reader, places, chosen) {
    const box = el('div', { class: 'place-cards', tabindex: '-1' });
    const listed = places.filter((place) => store.counts[place]);
    await geomap.inPortions(box, listed, PLACES, page, (some) =>
      Promise.all(some.map((place) => placeSection(page, store, reader, place, chosen))),
    );
    return box;
  };

  /** A place with its events, some at a time. */
  async function placeSection(page, store, reader, place, chosen) {
    const { words } = page;
    const rows = withChosenFirst(store, store.rowsAt(place), chosen);
    const events = new Set(rows.map((row) => store.rows.event[row])).size;
    const above = ['admin2', 'admin1'].map((name) => store.placeWord(name, place));
    const count = words.count('counts.events', events);
    const title = store.placeWord('place_name', place);
    const head = el('h3', {}, title ?? geomap.coordinates(store.latLng(place)));
    const line = el('p', { class: 'muted' }, [...above, count].filter(Boolean).join(' · '));
    const section = el('section', {}, el('header', { class: 'place-head' }, head, line));
    await geomap.inPortions(section, rows, EVENTS, page, async (some) => {
      const full = await reader.full(some);
      if (!title && full[0].place_text) head.textContent = full[0].place_text;
      return full.map((row) => {
        const card = geomap.card(page, store, row, { place });
        if (row.event === chosen) card.classList.add('chosen');
        return card;
      });
    });
    return section;
  }

  function withChosenFirst(store, rows, chosen) {
    const first = rows.filter((row) => store.rows.event[row] === chosen);
    return first.length ? [...first, ...rows.filter((row) => !first.includes(row))] : rows;
  }
})(window.geomap);
