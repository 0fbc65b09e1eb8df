'use strict';
/*
 * Finding a place on the map by any of its spellings, in whatever case it stands: first what
 * is the same, then what begins so, then what differs by an ending, then by a typing error.
 */
(function (geomap) {
  const { el } = geomap;
  const MOST = 8;
  // Longest case ending, and how much of a name it may replace.
  const ENDING = 6;
  const REPLACED = 2;

  /** A spelling without what people leave out: accents, apostrophes, case. */
  function fold(text) {
    return text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/['’ʼ`ʹ"]/g, '')
      .replace(/[-\s]+/g, ' ')
      .toLowerCase()
      .trim();
  }

  /** How far a query is from a name: 0 the same ... 5; Infinity where it is another name. */
  function distance(query, name) {
    if (query === name) return 0;
    if (name.startsWith(query)) return 1 + (name.length - query.length) / 100;
    if (name.includes(` ${query}`)) return 2;
    let same = 0;
    while (same < name.length && same < query.length && query[same] === name[same]) same += 1;
    const missing = name.length - same;
    const added = query.length - same;
    if (same >= 4 && missing <= REPLACED && added <= ENDING) return 3 + missing / 10 + added / 100;
    return Infinity;
  }

  /** Whether two words are `most` typing errors apart, or fewer. */
  function isNear(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return false;
    let before = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i += 1) {
      const line = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const change = before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        line.push(Math.min(change, before[j] + 1, line[j - 1] + 1));
      }
      before = line;
    }
    return before[b.length] <= most;
  }

  /** Places that a query may mean, best first: [[place, the spelling that it is like], ...]. */
  function find(index, typed, counts) {
    const query = fold(typed);
    if (!query) return [];
    const best = new Map();
    const take = (place, name, far) => {
      if (far < (best.get(place)?.far ?? Infinity)) best.set(place, { far, name });
    };
    for (const [place, names] of index) {
      for (const [folded, name] of names) take(place, name, distance(query, folded));
    }
    if (!best.size && query.length > 4) {
      const most = query.length > 7 ? 2 : 1;
      for (const [place, names] of index) {
        for (const [folded, name] of names) if (isNear(query, folded, most)) take(place, name, 5);
      }
    }
    return [...best]
      .filter(([, { far }]) => far < Infinity)
      .sort(([p, a], [q, b]) => Math.floor(a.far) - Math.floor(b.far) || counts[q] - counts[p] || a.far - b.far)
      .slice(0, MOST)
      .map(([place, { name }]) => [place, name]);
  }

  geomap.Search = class {
    /** `names` loads the spellings; `go` is called with the place that was chosen. */
    constructor(id, store, page, names, go) {
      this.store = store;
      this.page = page;
      this.names = names;
      this.go = go;
      this.found = [];
      this.chosen = -1;
      const { words } = page;
      this.list = el('ul', { class: 'found', role: 'listbox', id: `${id}_list`, 'aria-label': words.t('search.label') });
      this.list.hidden = true;
      this.input = el('input', {
        type: 'search',
        id,
        role: 'combobox',
        autocomplete: 'off',
        spellcheck: 'false',
        placeholder: words.t('search.hint'),
        'aria-label': words.t('search.label'),
        'aria-expanded': 'false',
        'aria-controls': `${id}_list`,
        'aria-autocomplete': 'list',
        focus: () => this.load(),
        input: () => this.look(),
        keydown: (event) => this.key(event),
        blur: () => setTimeout(() => this.close(), 150),
      });
      this.note = el('p', { class: 'search-note', role: 'status' });
      this.element = el('div', { class: 'search' }, this.input, this.list, this.note);
      this.element.hidden = !store.words.place_name;
    }

    load() {
      this.index ??= this.names().then((listed) =>
        listed.map(([place, names]) => [place, names.map((name) => [fold(name), name])]),
      );
      return this.index;
    }

    async look() {
      const index = await this.load();
      const typed = this.input.value;
      this.found = find(index, typed, this.store.counts);
      this.chosen = this.found.length ? 0 : -1;
      this.note.textContent =
        this.found.length || !typed.trim() ? '' : this.page.words.t('search.none', { name: typed.trim() });
      this.draw();
    }

    draw() {
      const { store, page } = this;
      this.list.replaceChildren(
        ...this.found.map(([place, name], index) => {
          const title = store.placeWord('place_name', place) ?? name;
          const above = store.placeWord('admin1', place);
          const like = name === title ? null : el('span', { class: 'like' }, name);
          const count = page.words.count('counts.events', store.eventsAt(place));
          return el(
            'li',
            {
              role: 'option',
              id: `${this.list.id}_${index}`,
              'aria-selected': String(index === this.chosen),
              pointerdown: (event) => event.preventDefault(),
              click: () => this.take(index),
            },
            el('span', { class: 'found-name' }, title, like),
            el('span', { class: 'muted' }, [above, count].filter(Boolean).join(' · ')),
          );
        }),
      );
      this.list.hidden = !this.found.length;
      this.input.setAttribute('aria-expanded', String(!this.list.hidden));
      if (this.chosen < 0) this.input.removeAttribute('aria-activedescendant');
      else this.input.setAttribute('aria-activedescendant', `${this.list.id}_${this.chosen}`);
    }

    key(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && this.found.length) {
        event.preventDefault();
        this.chosen = (this.chosen + step + this.found.length) % this.found.length;
        this.draw();
      } else if (event.key === 'Enter') {
        event.preventDefault();
        const take = () => this.take(Math.max(this.chosen, 0));
        // Whoever is faster than the list gets its first entry.
        if (this.found.length) take();
        else this.look().then(take);
      } else if (event.key === 'Escape') {
        this.close();
      }
    }

    take(index) {
      const place = this.found[index]?.[0];
      if (place === undefined) return;
      const { words } = this.page;
      this.input.value = this.store.placeWord('place_name', place) ?? this.input.value;
      this.close();
      this.note.textContent = this.store.eventsAt(place) ? '' : words.t('search.hidden');
      this.go(place);
    }

    close() {
      this.found = [];
      this.chosen = -1;
      this.draw();
    }
  };
})(window.geomap);
