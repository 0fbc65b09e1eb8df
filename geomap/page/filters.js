'use strict';
/* Filters that combine: who, whom by, from where, how sure; each value with its count. */
(function (geomap) {
  const { el } = geomap;
  const PORTION = 12;

  geomap.Filters = class {
    constructor(store, page) {
      this.store = store;
      this.page = page;
      const { words } = page;
      // The legend is the filter of types.
      const names = [...store.facets.keys()].filter((name) => name !== 'event_type');
      this.groups = names.map((name) => this.group(name)).filter(Boolean);
      this.clear = el(
        'button',
        { type: 'button', class: 'link clear', click: () => store.clearFilters() },
        words.t('filters.clear'),
      );
      this.active = el('span', { class: 'filter-state' });
      this.element = el(
        'section',
        { class: 'filters', hidden: this.groups.length ? null : '' },
        el(
          'details',
          { class: 'all-filters' },
          el('summary', {}, el('h2', {}, words.t('filters.title')), this.active),
          this.groups.map((group) => group.element),
          this.clear,
        ),
      );
      this.draw();
    }

    /** A folding group for one facet; none where all events have the same value. */
    group(name) {
      const { store, page } = this;
      const { words } = page;
      const facet = store.facets.get(name);
      const totals = geomap.counting.facetCounts(store, name, true);
      const codes = [...totals.keys()].filter((code) => totals[code]);
      if (codes.length < 2) return null;
      if (facet.words.length > 8 || !['confidence', 'geo_precision'].includes(name)) {
        codes.sort((a, b) => totals[b] - totals[a] || a - b);
      }
      const state = el('span', { class: 'filter-state' });
      const list = el('ul', { class: 'values' });
      const all = el(
        'button',
        { type: 'button', class: 'link', click: () => store.only(name, null) },
        words.t('filters.all'),
      );
      const element = el(
        'details',
        { class: 'filter', 'data-facet': name },
        el('summary', {}, el('span', {}, words.t(`filters.${name}`)), state),
        all,
        list,
      );
      const group = { name, facet, codes, element, list, state, all, items: new Map() };
      element.addEventListener('toggle', () => {
        if (element.open) this.open(group);
      });
      return group;
    }

    /** The values are made when their group is opened first. */
    open(group) {
      if (!group.items.size) {
        geomap.inPortions(group.list, group.codes, PORTION, this.page, (codes) => {
          const made = codes.map((code) => this.value(group, code));
          queueMicrotask(() => this.drawGroup(group));
          return made;
        });
      }
      this.drawGroup(group);
    }

    value(group, code) {
      const { store, page } = this;
      const { words } = page;
      const name = words.facet(group.name, group.facet.words[code]);
      const box = el('input', {
        type: 'checkbox',
        change: () => store.toggle(group.name, code),
      });
      const count = el('span', { class: 'legend-count' });
      const only = el(
        'button',
        {
          type: 'button',
          class: 'link only',
          'aria-label': words.t('filters.only_this', { name }),
          click: () => store.only(group.name, [code]),
        },
        words.t('filters.only'),
      );
      group.items.set(code, { box, count });
      return el('li', {}, el('label', {}, box, el('span', { class: 'value-name', dir: 'auto' }, name)), only, count);
    }

    draw() {
      const { store, page } = this;
      geomap.hide(this.clear, !store.isFiltered, this.element.querySelector('summary'));
      const active = this.groups.filter((group) => group.facet.off.size);
      this.active.textContent = active.map((group) => page.words.t(`filters.${group.name}`)).join(', ');
      for (const group of this.groups) {
        const on = group.codes.filter((code) => !group.facet.off.has(code)).length;
        const some = on < group.codes.length;
        group.state.textContent = some
          ? page.words.t('filters.some', {
              n: page.words.number.format(on),
              all: page.words.number.format(group.codes.length),
            })
          : '';
        geomap.hide(group.all, !some, group.element.querySelector('summary'));
        if (group.element.open) this.drawGroup(group);
      }
    }

    drawGroup(group) {
      const counts = geomap.counting.facetCounts(this.store, group.name);
      for (const [code, { box, count }] of group.items) {
        box.checked = !group.facet.off.has(code);
        count.textContent = this.page.words.number.format(counts[code]);
      }
    }
  };
})(window.geomap);
