'use strict';
/* The events as a table that sorts by any column, in step with map and filters. */
(function (geomap) {
  const { el } = geomap;
  const PORTION = 60;
  const ALWAYS = ['date', 'place', 'type'];
  const COLUMNS = ['date', 'place', 'type', 'quantity', 'claimant', 'source', 'confidence', 'status'];

  geomap.EventTable = class {
    constructor(store, reader, page, go) {
      Object.assign(this, { store, reader, page, go });
      const has = (name) => store.rows[name] || store.numerous.includes(name);
      this.columns = COLUMNS.filter((name) => ALWAYS.includes(name) || has(name));
      this.sorted = { by: 'date', down: true };
      this.heads = new Map(this.columns.map((name) => [name, this.head(name)]));
      this.body = el('tbody');
      this.element = el(
        'div',
        { class: 'table-box', tabindex: '0', role: 'region', 'aria-label': page.words.t('table.label') },
        el('table', {}, el('thead', {}, el('tr', {}, [...this.heads.values()])), this.body),
        (this.foot = el('div')),
      );
    }

    head(name) {
      const { words } = this.page;
      const sort = () => {
        const again = this.sorted.by === name;
        this.sorted = { by: name, down: again ? !this.sorted.down : ['date', 'quantity', 'confidence'].includes(name) };
        this.draw();
      };
      // Too many words to be sorted.
      if (this.store.numerous.includes(name)) return el('th', { scope: 'col' }, words.t(`table.${name}`));
      return el('th', { scope: 'col' }, el('button', { type: 'button', click: sort }, words.t(`table.${name}`)));
    }

    async draw() {
      const { by, down } = this.sorted;
      for (const [name, head] of this.heads) {
        if (name === by) head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        else head.removeAttribute('aria-sort');
      }
      const rows = this.order(geomap.chosenEvents(this.store));
      const body = el('tbody');
      const turn = (this.turn = {});
      const foot = el('div');
      await geomap.inPortions(body, rows, PORTION, this.page, (some) => this.lines([...some]), foot);
      if (turn !== this.turn) return;
      this.body.replaceWith(body);
      this.foot.replaceWith(foot);
      Object.assign(this, { body, foot });
    }

    /** Sort rows by the chosen column; what has no value comes last either way. */
    order(rows) {
      const { by, down } = this.sorted;
      const key = this.keys(by);
      const sign = down ? -1 : 1;
      return rows.slice().sort((a, b) => {
        const [x, y] = [key(a), key(b)];
        if (x === null || y === null) return (x === null) - (y === null) || a - b;
        return sign * (x - y) || sign * (a - b);
      });
    }

    /** A number by which rows sort, or null where they have none. */
    keys(by) {
      const { store } = this;
      if (by === 'date') {
        return (row) => (store.first[row] === geomap.days.NONE ? null : store.first[row]);
      }
      if (by === 'quantity' || by === 'confidence') return (row) => store.number(by, row);
      if (by === 'place') {
        const ranks = this.ranks(store.words.place_name);
        const codes = store.at.place_name;
        return (row) => (codes ? (ranks[codes[store.rows.place[row]]] ?? null) : null);
      }
      const facet = { type: 'event_type' }[by] ?? by;
      const { codes, words } = store.facets.get(facet);
      const ranks = this.ranks(words);
      return (row) => ranks[codes[row]] ?? null;
    }

    ranks(words) {
      if (!words) return [];
      const listed = words.map((word, code) => [word, code]).filter(([word]) => word !== null);
      const { compare } = new Intl.Collator(this.page.words.language);
      listed.sort((a, b) => compare(a[0], b[0]));
      const ranks = words.map(() => null);
      for (const [rank, [, code]] of listed.entries()) ranks[code] = rank;
      return ranks;
    }

    async lines(events) {
      const { words } = this.page;
      const all = await geomap.eventRows(this.store, this.reader, events);
      return all.map((rows) => {
          const short = geomap.inShort(words, this.store, rows);
          const { row } = short;
          const place = el(
            'button',
            { type: 'button', class: 'link', click: () => this.go(row.index) },
            short.title,
          );
          const cells = {
            date: words.shortDate(row),
            place,
            type: short.what,
            quantity: words.quantities(row)[0] ?? '',
            claimant: row.claimant ?? '',
            source: row.source ?? '',
            confidence: row.confidence === undefined ? '' : row.confidence.toFixed(2),
            status: words.facet('status', row.status ?? null),
          };
          return el(
            'tr',
            {},
            this.columns.map((name) => el('td', { class: `col-${name}`, dir: 'auto' }, cells[name])),
          );
      });
    }
  };
})(window.geomap);
