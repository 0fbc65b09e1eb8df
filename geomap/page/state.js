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
        const names = short[1].map((code) => (words[code] ?? '').replace(/[\\,-]/g, '\\$&'));
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
      const again = this.written !== undefined;
      this.written = location.hash;
      const parts = new URLSearchParams(location.hash.slice(1));
      if (![...parts.keys()].length && !again) return;
      const { store, panel } = this;
      store.time = this.time(parts.get('time') ?? '');
      store.undated = parts.get('undated') !== '0';
      for (const facet of store.facets.values()) facet.off = this.off(facet, parts.get(facet.name));
      store.changed('filter');
      // The table changes how wide the map is: before the view.
      const tab = ['list', 'table', 'unplaced'].find((name) => name === parts.get('tab')) ?? 'list';
      if (tab !== panel.tab) panel.choose(tab);
      this.goTo(parts.get('map') ?? '');
      this.openEvent(parts.get('event'));
    }

    /** "2023-05-01..2023-05-07" as days within what there is; null for all. */
    time(text) {
      const { span } = this.store;
      const [first, last] = text.split('..').map(days.fromIso);
      if (!span || !Number.isFinite(first) || !Number.isFinite(last)) return null;
      const from = Math.max(Math.min(first, last), span[0]);
      const to = Math.min(Math.max(first, last), span[1]);
      return from <= to ? [from, to] : null;
    }

    goTo(text) {
      const [zoom, latitude, longitude] = text.split('/').map(Number);
      if (Number.isFinite(zoom) && Math.abs(latitude) <= 85 && Math.abs(longitude) <= 200) {
        this.map.setView([latitude, longitude], zoom, { animate: false });
      }
    }

    /** Which values are off; a list of unknown ones alone chooses nothing away. */
    off({ words }, text) {
      if (text === null) return new Set();
      const without = text.startsWith('-');
      const names = pieces(without ? text.slice(1) : text);
      const codes = [...words.keys()];
      const named = codes.filter((code) => names.includes(words[code] ?? ''));
      if (!named.length) return new Set();
      return new Set(without ? named : codes.filter((code) => !named.includes(code)));
    }

    openEvent(text) {
      const { store, layer } = this;
      if (text === null || !/^\d+$/.test(text) || !this.map.hasLayer(layer)) return;
      const { event } = store.rows;
      // Events are numbered in the order of the rows.
      let [low, high] = [0, event.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (event[middle] < Number(text)) low = middle + 1;
        else high = middle;
      }
      if (event[low] !== Number(text)) return;
      const row = store.siblings(low).find((one) => store.isPlaced(one) && store.shown[one]);
      if (row !== undefined) layer.openRow(row);
    }
  };

  /** The values of a list with commas between; a backslash stands before one that is no end. */
  function pieces(text) {
    const found = [''];
    for (let i = 0; i < text.length; i += 1) {
      if (text[i] === ',') found.push('');
      else found[found.length - 1] += text[i] === '\\' ? (text[(i += 1)] ?? '') : text[i];
    }
    return found;
  }
})(window.geomap);
