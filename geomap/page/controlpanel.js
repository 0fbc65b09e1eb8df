'use strict';
/* Control in the panel: its switch, the choice of changes, and what it comes to in figures. */
(function (geomap) {
  const { el } = geomap;

  geomap.ControlPanel = class {
    constructor(map, layer) {
      Object.assign(this, { map, layer });
      const { words } = map.page;
      this.box = el('input', { type: 'checkbox', change: () => this.toggle() });
      this.since = el(
        'select',
        { change: () => this.choose() },
        geomap.control.CHOICES.map((name) => el('option', { value: name }, words.t(`control.since_${name}`))),
      );
      this.size = el('p', { class: 'control-size' });
      this.change = el('p', { class: 'control-size' });
      this.more = el(
        'div',
        { class: 'control-more' },
        el('label', {}, el('span', {}, words.t('control.since')), this.since),
        this.size,
        this.change,
      );
      this.element = el(
        'section',
        { class: 'control-panel' },
        el('h2', {}, words.t('control.title')),
        el('label', { class: 'control-switch' }, this.box, el('span', {}, words.t('control.show'))),
        this.more,
      );
      map.on('control', () => this.draw());
      this.draw();
    }

    toggle() {
      if (this.box.checked) this.map.addLayer(this.layer);
      else this.map.removeLayer(this.layer);
      // Part of the address, as what is selected.
      this.map.fire('selected');
    }

    choose() {
      this.layer.setSince(this.since.value);
      this.map.fire('selected');
    }

    draw() {
      const { layer } = this;
      const on = layer.isOn();
      this.box.checked = on;
      this.since.value = layer.since;
      geomap.hide(this.more, !on, this.box);
      if (!on || !layer.series) return;
      const there = layer.number >= 0;
      this.size.textContent = there ? geomap.control.size(layer) : geomap.control.said(layer);
      this.change.textContent = geomap.control.change(layer) ?? '';
    }
  };
})(window.geomap);
