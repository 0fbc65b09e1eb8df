'use strict';
/* In a corner of the map: the key of control, whose data it is and of which day. */
(function (geomap) {
  const { el } = geomap;
  const SAMPLE = [18, 12];

  geomap.ControlNote = L.Control.extend({
    // Over the sea and the land beyond the border, in most views of Ukraine.
    options: { position: 'bottomright' },

    initialize(layer, options) {
      L.setOptions(this, options);
      this.layer = layer;
    },

    onAdd(map) {
      this.key = el('ul', { class: 'control-key' });
      this.said = el('p', { class: 'control-said', dir: 'auto' });
      this.change = el('p', { class: 'control-change' });
      this.box = el('div', { class: 'control-note' }, this.key, this.said, this.change);
      map.on('control', this.draw, this);
      this.draw();
      return this.box;
    },

    onRemove(map) {
      map.off('control', this.draw, this);
    },

    draw() {
      const { layer } = this;
      this.box.hidden = !layer.isOn() || !layer.series;
      if (this.box.hidden) return;
      const entries = geomap.control.key(layer);
      // Drawn anew only where it says something else: the keys of most days are alike.
      const drawn = JSON.stringify(entries);
      if (drawn !== this.drawn) {
        this.drawn = drawn;
        this.key.replaceChildren(
          ...entries.map(([what, text]) => el('li', {}, sample(what), el('span', { dir: 'auto' }, text))),
        );
      }
      this.said.textContent = geomap.control.said(layer);
      this.change.textContent = geomap.control.change(layer) ?? '';
    },
  });

  function sample(what) {
    const [width, height] = SAMPLE;
    const ratio = Math.min(window.devicePixelRatio || 1, 2);
    const canvas = el('canvas', {
      class: 'control-sample',
      width: width * ratio,
      height: height * ratio,
      'aria-hidden': 'true',
    });
    const pen = canvas.getContext('2d');
    pen.scale(ratio, ratio);
    geomap.control.sample(pen, what, ratio, 0.5, 0.5, width - 1, height - 1);
    return canvas;
  }

  geomap.ControlNote.SAMPLE = SAMPLE;
})(window.geomap);
