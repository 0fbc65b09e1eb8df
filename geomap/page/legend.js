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
        this.key(),
      );
      this.draw();
    }

    /** What else symbols say, as far as this map has it: how exact a place is, several types. */
    key() {
      const { store, page } = this;
      const { words, symbols } = page;
      const [first] = this.items.keys();
      const type = store.facets.get('event_type').words[first ?? 0] ?? '';
      const mixed = new Map([...this.items.keys()].slice(0, 3).map((code) => [
        store.facets.get('event_type').words[code] ?? '', 1,
      ]));
      const dashed = geomap.svg(
        'svg',
        { viewBox: '0 0 20 16', width: 20, height: 16, 'aria-hidden': 'true' },
        geomap.svg('circle', { cx: 10, cy: 8, r: 7, class: 'key-outline' }),
      );
      const entries = [
        [store.kinds.includes(geomap.counting.MIXED), symbols.drawMixed(mixed, 16), 'symbol.several'],
        [store.rows.geo_precision?.some((code) => code > 1), symbols.draw(type, 16, true), 'symbol.near'],
        [store.at.area.includes(1) || store.rows.radius_km, dashed, 'symbol.inside'],
      ];
      return el(
        'ul',
        { class: 'key' },
        entries
          .filter(([there]) => there)
          .map(([, drawn, text]) => el('li', {}, drawn, el('span', {}, words.t(text)))),
      );
    }

    draw() {
      const { store, page } = this;
      const { off } = store.facets.get('event_type');
      const [first] = this.items.values();
      geomap.hide(this.showAll, off.size === 0, first?.button ?? this.element);
      for (const [code, { button, count }] of this.items) {
        button.setAttribute('aria-checked', String(!off.has(code)));
        count.textContent = page.words.number.format(store.typeCounts[code]);
      }
    }
  };
})(window.geomap);
