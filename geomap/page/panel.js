'use strict';
/* The panel beside the map: title, totals, legend, the list of events, what has no place. */
(function (geomap) {
  const { el } = geomap;
  const PORTION = 100;

  geomap.panel = function (id, map, layer) {
    return new Panel(document.getElementById(id), map, layer);
  };

  class Panel {
    constructor(box, map, layer) {
      this.box = box;
      this.map = map;
      this.layer = layer;
      this.page = map.page;
      this.store = layer.store;
      const { words, title } = this.page;
      this.totals = el('p', { class: 'totals', 'aria-live': 'polite' });
      this.fold = el('button', { type: 'button', class: 'fold', click: () => this.toggle() });
      this.legend = el('ul', { class: 'legend' });
      this.showAll = el(
        'button',
        { type: 'button', class: 'link', click: () => this.store.showAll() },
        words.t('panel.all'),
      );
      this.body = el(
        'div',
        { class: 'panel-body', id: `${box.id}_body` },
        el(
          'section',
          { class: 'types' },
          el('div', { class: 'row' }, el('h2', {}, words.t('panel.types')), this.showAll),
          this.legend,
        ),
        this.makeTabs(),
      );
      box.setAttribute('aria-label', words.t('panel.label'));
      box.append(
        el('header', { class: 'panel-head' }, el('div', {}, el('h1', {}, title), this.totals), this.fold),
        this.body,
        el(
          'footer',
          { class: 'panel-foot' },
          el('p', { class: 'claims' }, words.t('map.claims')),
          el('p', {}, `${words.t('map.borders')} ${words.t('map.data')}`),
        ),
      );
      this.fold.setAttribute('aria-controls', this.body.id);
      this.setOpen(!geomap.narrow());
      this.store.addEventListener('change', () => this.draw());
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

    draw() {
      this.drawTotals();
      this.drawLegend();
      this.drawEvents();
    }

    /** Each event once, however many places it has. */
    drawTotals() {
      const { words } = this.page;
      const { events, places } = this.store;
      const parts = [
        words.t('counts.total', {
          events: words.count('counts.events', events.length),
          places: words.count('counts.places', places.length),
        }),
      ];
      const without = this.countUnplaced();
      if (without) parts.push(words.t('counts.unplaced', { n: words.number.format(without) }));
      let text = parts.join(', ');
      const shown = this.store.shownEvents().length;
      if (shown < events.length) {
        const all = words.count('counts.events', events.length);
        const some = words.number.format(shown);
        text = `${words.t('counts.shown', { shown: some, events: all })}. ${text}`;
      }
      this.totals.textContent = text;
    }

    drawLegend() {
      const { words, symbols } = this.page;
      const counts = this.store.types();
      const held = this.legend.contains(document.activeElement)
        ? document.activeElement.dataset.type
        : null;
      this.showAll.hidden = this.store.hidden.size === 0;
      this.legend.replaceChildren(
        ...symbols.order(counts.keys()).map((type) => {
          const on = !this.store.hidden.has(type);
          return el(
            'li',
            {},
            el(
              'button',
              {
                type: 'button',
                role: 'switch',
                'aria-checked': String(on),
                'data-type': type,
                title: words.t('panel.types_hint'),
                click: () => this.store.toggle(type),
              },
              symbols.draw(type, 20, false),
              el('span', { class: 'legend-name' }, words.type(type)),
              el('span', { class: 'legend-count' }, words.number.format(counts.get(type))),
            ),
          );
        }),
      );
      if (held !== null) {
        const same = [...this.legend.querySelectorAll('button')];
        same.find((button) => button.dataset.type === held)?.focus();
      }
    }

    makeTabs() {
      const { words } = this.page;
      const tab = (name, text, count) =>
        el(
          'button',
          {
            type: 'button',
            role: 'tab',
            id: `${this.box.id}_tab_${name}`,
            'aria-controls': `${this.box.id}_${name}`,
            click: () => this.choose(name),
            keydown: (event) => this.moveTab(event),
          },
          text,
          el('span', { class: 'count' }, words.number.format(count)),
        );
      const sheet = (name, tag, label) =>
        el(tag, {
          role: 'tabpanel',
          id: `${this.box.id}_${name}`,
          class: `sheet ${name}`,
          'aria-labelledby': label,
        });
      this.tabs = {
        list: tab('list', words.t('panel.list'), this.store.events.length),
        unplaced: tab('unplaced', words.t('panel.unplaced'), this.countUnplaced()),
      };
      this.sheets = {
        list: sheet('list', 'div', this.tabs.list.id),
        unplaced: sheet('unplaced', 'div', this.tabs.unplaced.id),
      };
      this.drawUnplaced(this.store.unplacedRows());
      this.choose('list');
      return el(
        'section',
        { class: 'lists' },
        el('div', { role: 'tablist', class: 'tabs' }, this.tabs.list, this.tabs.unplaced),
        this.sheets.list,
        this.sheets.unplaced,
      );
    }

    choose(name) {
      for (const [key, tab] of Object.entries(this.tabs)) {
        const on = key === name;
        tab.setAttribute('aria-selected', String(on));
        tab.tabIndex = on ? 0 : -1;
        this.sheets[key].hidden = !on;
      }
    }

    moveTab(event) {
      if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
      const name = event.currentTarget === this.tabs.list ? 'unplaced' : 'list';
      this.choose(name);
      this.tabs[name].focus();
    }

    drawEvents() {
      const events = newestFirst(this.store.shownEvents());
      const list = el('ol', { class: 'events' });
      geomap.inPortions(list, events, PORTION, this.page, (event) => this.item(event));
      const none = el('p', { class: 'empty' }, this.page.words.t('panel.empty'));
      this.sheets.list.replaceChildren(events.length ? list : none);
    }

    item(event) {
      const { words, symbols } = this.page;
      const row = event.rows.find((one) => one.place !== undefined) ?? event.rows[0];
      const places = event.rows
        .map((one) => one.place_name ?? one.place_text)
        .filter((name, index, all) => name && all.indexOf(name) === index);
      const what = [words.subType(row.sub_event_type) ?? words.type(event.type), words.outcome(row.outcome)];
      const said = [words.quantities(row)[0], row.claimant].filter(Boolean);
      const content = [
        symbols.draw(event.type, 18, false),
        el(
          'span',
          { class: 'item-text' },
          el('span', { class: 'item-place' }, places.join(', ') || words.t('card.no_place')),
          el('span', { class: 'item-what' }, what.filter(Boolean).join(' · ')),
          said.length ? el('span', { class: 'item-said' }, said.join(' · ')) : null,
          el('span', { class: 'item-when' }, words.when(row)),
        ),
      ];
      const go = () => (event.placed ? this.go(event) : this.goUnplaced(event));
      return el('li', {}, el('button', { type: 'button', class: 'item', click: go }, content));
    }

    go(event) {
      if (geomap.narrow()) this.setOpen(false);
      this.layer.show(event);
    }

    goUnplaced(event) {
      this.choose('unplaced');
      const cards = [...this.sheets.unplaced.querySelectorAll('.card')];
      const card = cards.find((one) => one.dataset.event === event.rows[0].event_id);
      card?.scrollIntoView({ block: 'center' });
      this.tabs.unplaced.focus({ preventScroll: true });
    }

    /** Events of which a place, or every place, is missing on the map. */
    countUnplaced() {
      return geomap.Store.countEvents(this.store.unplacedRows());
    }

    drawUnplaced(rows) {
      const { words } = this.page;
      const sheet = this.sheets.unplaced;
      if (!rows.length) {
        sheet.append(el('p', { class: 'empty' }, words.t('panel.all_placed')));
        return;
      }
      sheet.append(el('p', { class: 'empty' }, words.t('panel.unplaced_hint')));
      geomap.inPortions(sheet, rows, PORTION, this.page, (row) =>
        geomap.card(this.page, this.store, row, { reason: true }),
      );
    }
  }

  function newestFirst(events) {
    const date = (event) => event.rows[0].event_date ?? event.rows[0].claim_date ?? '';
    return [...events].sort((a, b) => date(b).localeCompare(date(a)) || a.number - b.number);
  }
})(window.geomap);
