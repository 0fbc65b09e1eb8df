'use strict';
/* What is seen, in the address of the page: a link opens the same view, time and filters. */
(function (geomap) {
  const { days } = geomap;
  const REST = 250;

  geomap.State = class {
    constructor(map, layer, panel) {
      Object.assign(this, { map, layer, panel, store: layer.store });
      this.read();
      const later = () => {
        clearTimeout(this.waiting);
        this.waiting = setTimeout(() => this.write(), REST);
      };
      map.on('moveend selected', later);
      this.store.addEventListener('change', later);
      window.addEventListener('hashchange', () => {
        if (location.hash !== this.written) this.read();
      });
    }

    /** The part of an address that stands for the view. */
    text() {
      const { map, store, layer, panel } = this;
      const center = map.getCenter();
      const parts = new URLSearchParams();
      const exact = (value) => Number(value.toFixed(4));
      parts.set('map', [exact(map.getZoom()), exact(center.lat), exact(center.lng)].join('/'));
      if (store.time) parts.set('time', store.time.map(days.iso).join('..'));
      if (!store.undated) parts.set('undated', '0');
      for (const { name, words, off } of store.facets.values()) {
        if (!off.size) continue;
        const on = words.map((_, code) => code).filter((code) => !off.has(code));
        const short = on.length && on.length < off.size ? ['', on] : ['-', [...off]];
        // Blank stands for "none"; a comma of a word's own is marked.
        const names = short[1].map((code) => (words[code] ?? '').replace(/[\\,]/g, '\\$&'));
        parts.set(name, short[0] + names.join(','));
      }
      if (panel.tab !== 'list') parts.set('tab', panel.tab);
      if (layer.selected !== null && layer.selected !== undefined) parts.set('event', layer.selected);
      return `#${parts.toString().replaceAll('%2F', '/').replaceAll('%2C', ',')}`;
    }

    write() {
      const text = this.text();
      if (text === this.written) return;
      this.written = text;
      try {
        history.replaceState(null, '', text);
      } catch {
        // A page inside another has no address of its own.
      }
    }

    /** Bring back what an address says; what it doesn't say is as at first. */
    read() {
      this.written = location.hash;
      const parts = new URLSearchParams(location.hash.slice(1));
      if (![...parts.keys()].length) return;
      const { store } = this;
      const [first, last] = (parts.get('time') ?? '').split('..').map(days.fromIso);
      store.time = Number.isFinite(first) && Number.isFinite(last) && store.span ? [first, last] : null;
      store.undated = parts.get('undated') !== '0';
      for (const facet of store.facets.values()) facet.off = this.off(facet, parts.get(facet.name));
      store.changed('filter');
      const [zoom, latitude, longitude] = (parts.get('map') ?? '').split('/').map(Number);
      if (Number.isFinite(zoom) && Math.abs(latitude) <= 85 && Math.abs(longitude) <= 200) {
        this.map.setView([latitude, longitude], zoom, { animate: false });
      }
      if (['list', 'table', 'unplaced'].includes(parts.get('tab'))) this.panel.choose(parts.get('tab'));
      this.openEvent(parts.get('event'));
    }

    off({ words }, text) {
      if (text === null) return new Set();
      const without = text.startsWith('-');
      const names = (without ? text.slice(1) : text)
        .split(/(?<!\\),/)
        .map((name) => name.replace(/\\(.)/g, '$1'));
      const named = words.map((_, code) => code).filter((code) => names.includes(words[code] ?? ''));
      return new Set(without ? named : words.map((_, code) => code).filter((code) => !named.includes(code)));
    }

    openEvent(text) {
      if (text === null || !/^\d+$/.test(text)) return;
      const { store, layer } = this;
      const { event } = store.rows;
      // Events are numbered in the order of the rows.
      let [low, high] = [0, event.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (event[middle] < Number(text)) low = middle + 1;
        else high = middle;
      }
      const row = store.siblings(low).find((one) => store.isPlaced(one) && store.shown[one]);
      if (row !== undefined && event[row] === Number(text) && layer.sight) {
        layer.open(layer.groupAt(store.rows.place[row]), event[row]);
      }
    }
  };
})(window.geomap);
