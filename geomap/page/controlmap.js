'use strict';
/*
 * What control adds to the page around it. A page without control has none of this, not a byte:
 * so the modules that are extended here know nothing of it.
 */
(function (geomap) {
  const { furnish, fit, takePicture, card, State, Words } = geomap;
  // What the note takes of a phone's map, in pixels.
  const NOTE = 64;

  geomap.Words = class extends Words {
    /** Who holds land, as in a card: "Russia". */
    side(label) {
      return known(this.texts.control.sides, label) ?? label;
    }

    /** What land is, as in a key: "held by Russia". */
    area(label) {
      return known(this.texts.control.areas, label) ?? this.t('control.held', { who: label });
    }

    facet(name, word) {
      return name === 'control' && word ? this.side(word) : super.facet(name, word);
    }
  };

  function known(texts, label) {
    return Object.hasOwn(texts, label) ? texts[label] : null;
  }

  /** A card says who holds the place in the language of the page. */
  geomap.card = function (page, store, row, options) {
    const control = row.control && page.words.side(row.control);
    return card(page, store, control ? { ...row, control } : row, options);
  };

  geomap.State = class extends State {
    text() {
      const { control } = this.map;
      const off = control.isOn() ? '' : '&areas=0';
      const since = control.since === 'none' ? '' : `&since=${control.since}`;
      return super.text() + off + since;
    }

    read() {
      super.read();
      const { map } = this;
      const parts = new URLSearchParams(location.hash.slice(1));
      if (![...parts.keys()].length) return;
      if (parts.get('areas') === '0') map.removeLayer(map.control);
      else map.addLayer(map.control);
      map.control.setSince(parts.get('since') ?? 'none');
    }
  };

  /** The time bar spans the days of control as well; the columns of events follow. */
  function widen(store, [first, last]) {
    const [low, high] = store.span ?? [first, last];
    store.span = [Math.min(low, first), Math.max(high, last)];
    store.bins = new geomap.Bins(store);
    geomap.counting.recount(store);
  }

  /** The note lies across a phone's map: nothing of the first view is below it. */
  geomap.fit = function (map, bounds) {
    if (!geomap.narrow()) return fit(map, bounds);
    const padding = { paddingTopLeft: [36, 36], paddingBottomRight: [36, 36 + NOTE] };
    return map.fitBounds(bounds, { ...padding, maxZoom: 9, animate: false });
  };

  geomap.furnish = function (map, layer, names) {
    const { control } = map;
    const told = layer.store.span?.[1];
    widen(layer.store, control.about.span);
    // Events that are all before the first snapshot say nothing of which one to show.
    const last = told >= control.about.span[0] ? told : layer.store.span[1];
    furnish(map, layer, names);
    new geomap.ControlNote(control).addTo(map);
    const panel = new geomap.ControlPanel(map, control);
    geomap.opened.at(-1).panel.legend.element.after(panel.element);
    if (map.timeBar) {
      map.timeBar.track.before(new geomap.ControlChart(map, control, map.timeBar).element);
    }
    control.follow(layer.store, last);
  };

  geomap.takePicture = async function (map, layer) {
    const picture = await takePicture(map, layer);
    return map.control.isOn() && map.control.series ? geomap.control.sign(picture, map) : picture;
  };
})(window.geomap);
