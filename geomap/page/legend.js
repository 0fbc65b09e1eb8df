'use strict';
/* The legend: each type of event with its symbol and count; a click switches it. */
(function (geomap) {
  const { el } = geomap;

  geomap.Legend = class {
    constructor(store, page) {
      this.store = store;
      this.page = page;
      const { words, symbols } = page;
      const facet = store.facets.get('event_type');
      const codes = new Map(facet.words.map((word, code) => [word ?? '', code]));
      const there = [...codes.keys()].filter((type) => store.typeCounts[codes.get(type)]);
      this.items = new Map();
      const list = el('ul', { class: 'legend' });
      for (const type of symbols.order(there)) {
        const code = codes.get(type);
        const count = el('span', { class: 'legend-count' });
        const button = el(
          'button',
          {
            type: 'button',
            role: 'switch',
            title: words.t('panel.types_hint'),
            click: () => store.toggle('event_type', code),
          },
          symbols.draw(type, 20, false),
          el('span', { class: 'legend-name' }, words.type(type)),
          count,
        );
        this.items.set(code, { button, count });
        list.append(el('li', {}, button));
      }
      this.showAll = el(
        'button',
        { type: 'button', class: 'link', click: () => store.only('event_type', null) },
        words.t('panel.all'),
      );
      this.element = el(
        'section',
        { class: 'types' },
        el('div', { class: 'row' }, el('h2', {}, words.t('panel.types')), this.showAll),
        list,
      );
      this.draw();
    }

    draw() {
      const { store, page } = this;
      const { off } = store.facets.get('event_type');
      this.showAll.hidden = off.size === 0;
      for (const [code, { button, count }] of this.items) {
        button.setAttribute('aria-checked', String(!off.has(code)));
        count.textContent = page.words.number.format(store.typeCounts[code]);
      }
    }
  };
})(window.geomap);
