'use strict';
/* The panel beside the map: title, totals, search, legend, filters, and the events in three ways. */
(function (geomap) {
  const { el } = geomap;
  // Lists follow when the slider rests.
  const REST = 140;

  geomap.Panel = class {
    /** `tools` is what stands below: links, files to take away. */
    constructor(box, map, layer, names, tools) {
      this.box = box;
      this.map = map;
      this.layer = layer;
      this.page = map.page;
      const { store, reader } = layer;
      this.store = store;
      const { words, title } = this.page;
      const go = (row) => this.go(row);
      this.legend = new geomap.Legend(store, this.page);
      this.filters = el('section', { class: 'filters' });
      this.search = new geomap.Search(`${box.id}_search`, store, this.page, names, (place) => this.goToPlace(place));
      this.sheets = {
        list: new geomap.EventList(store, reader, this.page, go),
        table: new geomap.EventTable(store, reader, this.page, go),
        unplaced: new geomap.Unplaced(store, reader, this.page),
      };
      this.totals = el('p', { class: 'totals', 'aria-live': 'polite' });
      this.fold = el('button', { type: 'button', class: 'fold', click: () => this.toggle() });
      this.body = el(
        'div',
        { class: 'panel-body', id: `${box.id}_body` },
        this.search.element,
        this.legend.element,
        this.filters,
        this.makeTabs(),
      );
      box.setAttribute('aria-label', words.t('panel.label'));
      box.append(
        el(
          'header',
          { class: 'panel-head' },
          el('div', {}, el('h1', { dir: 'auto' }, title), this.totals),
          this.fold,
        ),
        this.body,
        el(
          'footer',
          { class: 'panel-foot' },
          tools,
          el('p', { class: 'claims' }, words.t('map.claims')),
          el('p', {}, `${words.t('map.borders')} ${words.t('map.data')}`),
        ),
      );
      this.fold.setAttribute('aria-controls', this.body.id);
      this.setOpen(!geomap.narrow());
      store.addEventListener('change', () => this.draw());
      this.draw();
    }

    toggle() {
      this.setOpen(!this.box.classList.contains('open'));
    }

    setOpen(open) {
      this.box.classList.toggle('open', open);
      this.fold.setAttribute('aria-expanded', String(open));
      this.fold.textContent = this.page.words.t(open ? 'panel.hide' : 'panel.show');
    }

    /** Totals and the legend follow at once, the rest when nothing has moved for a moment. */
    draw() {
      this.drawTotals();
      this.legend.draw();
      clearTimeout(this.resting);
      this.resting = setTimeout(() => this.settle(), this.settled ? REST : 0);
    }

    settle() {
      if (!this.settled) {
        // Their counts take a walk over all rows each: not before the map is there.
        const filters = new geomap.Filters(this.store, this.page);
        this.filters.replaceWith(filters.element);
        this.filters = filters;
        this.settled = true;
      } else {
        this.filters.draw();
      }
      const { words } = this.page;
      const { events, unplaced } = this.store.totals;
      this.counts.list.textContent = words.number.format(events);
      this.counts.unplaced.textContent = words.number.format(unplaced);
      this.sheets[this.tab].draw();
    }

    /** Each event once, however many places it has. */
    drawTotals() {
      const { words } = this.page;
      const { total, totals } = this.store;
      const parts = [
        words.t('counts.total', {
          events: words.count('counts.events', total.events),
          places: words.count('counts.places', total.places),
        }),
      ];
      if (total.unplaced) {
        parts.push(words.t('counts.unplaced', { n: words.number.format(total.unplaced) }));
      }
      let text = parts.join(', ');
      if (totals.events < total.events) {
        const all = words.count('counts.events', total.events);
        const some = words.number.format(totals.events);
        text = `${words.t('counts.shown', { shown: some, events: all })}. ${text}`;
      }
      this.totals.textContent = text;
    }

    makeTabs() {
      const { words } = this.page;
      this.tabs = {};
      this.counts = {};
      const panels = Object.entries(this.sheets).map(([name, sheet]) => {
        this.counts[name] = name === 'table' ? null : el('span', { class: 'count' });
        this.tabs[name] = el(
          'button',
          {
            type: 'button',
            role: 'tab',
            id: `${this.box.id}_tab_${name}`,
            'aria-controls': `${this.box.id}_${name}`,
            click: () => this.choose(name),
            keydown: (event) => this.moveTab(event),
          },
          words.t(`panel.${name}`),
          this.counts[name],
        );
        return el(
          'div',
          {
            role: 'tabpanel',
            id: `${this.box.id}_${name}`,
            class: `sheet ${name}`,
            'aria-labelledby': this.tabs[name].id,
          },
          sheet.element,
        );
      });
      this.panels = panels;
      this.mark('list');
      return el(
        'section',
        { class: 'lists' },
        el(
          'div',
          { role: 'tablist', class: 'tabs', 'aria-label': words.t('panel.tabs') },
          Object.values(this.tabs),
        ),
        panels,
      );
    }

    /** Show one of the three ways; the table takes a wide panel. */
    choose(name) {
      this.mark(name);
      this.widen(name === 'table');
      this.map.fire('selected');
      this.bringUp();
      return this.sheets[name].draw();
    }

    /** Make room for the table, or give it back; the map goes on showing the same land. */
    widen(wide) {
      if (this.box.classList.contains('wide') === wide || geomap.narrow()) return;
      const seen = this.map.getBounds();
      this.box.classList.toggle('wide', wide);
      this.map.invalidateSize({ animate: false, pan: false });
      this.map.fitBounds(seen, { animate: false });
    }

    /** Long filters above leave no room for a list: scroll to where it begins. */
    bringUp() {
      const tabs = this.tabs.list.parentElement;
      const below = tabs.offsetTop - this.body.offsetTop - this.body.scrollTop;
      if (below > this.body.clientHeight / 2) tabs.scrollIntoView({ block: 'start' });
    }

    mark(name) {
      this.tab = name;
      for (const [index, [key, tab]] of Object.entries(this.tabs).entries()) {
        const on = key === name;
        tab.setAttribute('aria-selected', String(on));
        tab.tabIndex = on ? 0 : -1;
        this.panels[index].hidden = !on;
      }
    }

    moveTab(event) {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      const names = Object.keys(this.tabs);
      const name = names[(names.indexOf(this.tab) + step + names.length) % names.length];
      this.choose(name);
      this.tabs[name].focus();
    }

    async go(row) {
      const { store } = this;
      if (store.siblings(row).some((one) => store.isPlaced(one) && store.shown[one])) {
        if (geomap.narrow()) this.setOpen(false);
        if (!this.map.hasLayer(this.layer)) this.map.addLayer(this.layer);
        await this.layer.goTo(row);
        return;
      }
      await this.choose('unplaced');
      this.sheets.unplaced.show(row);
    }

    goToPlace(place) {
      const [row] = this.store.rowsAt(place);
      if (row !== undefined) return this.go(row);
      if (geomap.narrow()) this.setOpen(false);
      if (this.store.at.shown[place]) {
        this.map.setView(this.store.latLng(place), Math.max(this.map.getZoom(), 9), { animate: false });
      }
      return null;
    }
  };
})(window.geomap);
