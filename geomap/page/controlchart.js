'use strict';
/* The land that the main side held, day by day, above the columns of the time bar. */
(function (geomap) {
  const { el, days } = geomap;
  const HEIGHT = 34;
  const LINE = '#8a3b00';
  const NOW = '#1b2733';
  // Room above and below the line, in pixels.
  const EDGE = 4;
  const { rounded } = geomap.control;

  geomap.ControlChart = class {
    constructor(map, layer, bar) {
      Object.assign(this, { map, layer, bar });
      this.canvas = el('canvas', { 'aria-hidden': 'true' });
      this.pen = this.canvas.getContext('2d');
      this.tip = el('div', { class: 'control-tip', 'aria-hidden': 'true' });
      this.tip.hidden = true;
      this.title = el('span', { class: 'control-chart-name' });
      this.range = el('span', { class: 'control-chart-range' });
      this.track = el(
        'div',
        {
          class: 'control-track',
          role: 'slider',
          tabindex: '0',
          'aria-orientation': 'horizontal',
          keydown: (event) => this.key(event),
          click: (event) => this.goTo(this.dayAt(event)),
          pointermove: (event) => this.point(layer.series?.at(this.dayAt(event))),
          pointerleave: () => this.point(null),
          focus: () => this.point(layer.number),
          blur: () => this.point(null),
        },
        this.canvas,
        this.tip,
      );
      this.element = el(
        'div',
        { class: 'control-chart' },
        el('p', {}, this.title, this.range),
        this.track,
      );
      map.on('control', () => this.draw());
      new ResizeObserver(() => this.draw()).observe(this.track);
      this.draw();
    }

    /** The side whose land is drawn: the main one of the last day that has one. */
    get label() {
      const { main } = this.layer.series.days;
      return main[main.findLastIndex((code) => code > 0)] ?? 0;
    }

    area(number) {
      return this.layer.series.number(`area_${this.label}`, number);
    }

    dayAt(event) {
      const box = this.track.getBoundingClientRect();
      const [low, high] = this.bar.store.span;
      const day = Math.floor(low + ((event.clientX - box.left) / box.width) * (high + 1 - low));
      return Math.max(low, Math.min(high, day));
    }

    goTo(day) {
      this.bar.stop();
      this.bar.choose([day, day]);
    }

    /** From snapshot to snapshot; a page's worth is a tenth of them. */
    key(event) {
      const { series, number } = this.layer;
      if (!series) return;
      const far = Math.max(2, Math.round(series.length / 10));
      const steps = {
        ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -far, PageUp: far,
        Home: -series.length, End: series.length,
      };
      const step = steps[event.key];
      if (!step) return;
      event.preventDefault();
      const next = Math.max(0, Math.min(series.length - 1, number + step));
      this.goTo(series.days.day[next]);
      this.point(next);
    }

    valueText(number) {
      const { words } = this.map.page;
      const { series } = this.layer;
      if (number < 0) return geomap.control.said({ ...this.layer, number, page: this.map.page });
      const date = words.day(days.iso(series.days.day[number]));
      return `${date}: ${words.t('control.km2', { n: rounded(words, this.area(number)) })}`;
    }

    /** Show the value of a snapshot; null for none. */
    point(number) {
      const none = number === null || number === undefined || !this.layer.series;
      this.tip.hidden = none;
      if (none) return;
      this.tip.textContent = this.valueText(number);
      const share = number < 0 ? 0 : this.bar.histogram.share(this.layer.series.days.day[number]);
      // Inside the chart at both ends.
      const room = this.track.clientWidth - this.tip.offsetWidth;
      const left = share * this.track.clientWidth - this.tip.offsetWidth / 2;
      this.tip.style.left = `${Math.max(0, Math.min(room, left))}px`;
    }

    draw() {
      const { layer, track } = this;
      const { words } = this.map.page;
      this.element.hidden = !layer.isOn() || !layer.series || !this.label;
      if (this.element.hidden) return;
      const { series, number } = layer;
      const name = words.area(series.labels[this.label]);
      const land = words.t('control.chart', { what: name });
      this.title.textContent =
        number < 0 ? land : `${land}: ${words.t('control.km2', { n: rounded(words, this.area(number)) })}`;
      const areas = Array.from({ length: series.length }, (_, k) => this.area(k));
      const [low, high] = [Math.min(...areas), Math.max(...areas)];
      const [least, most] = [low, high].map((value) => rounded(words, value));
      this.range.textContent = low < high
        ? words.t('control.range', { low: least, high: most })
        : words.t('control.km2', { n: most });
      track.setAttribute('aria-label', `${land}, ${this.range.textContent}`);
      track.setAttribute('aria-valuemin', 0);
      track.setAttribute('aria-valuemax', series.length - 1);
      track.setAttribute('aria-valuenow', Math.max(0, number));
      track.setAttribute('aria-valuetext', this.valueText(number));
      this.paint(areas, low, high);
      if (document.activeElement === track) this.point(number);
    }

    paint(areas, low, high) {
      const { pen, canvas, track, bar } = this;
      const { series, number, day } = this.layer;
      const width = track.clientWidth;
      const ratio = Math.min(window.devicePixelRatio || 1, 2);
      if (!width) return;
      canvas.width = Math.round(width * ratio);
      canvas.height = HEIGHT * ratio;
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      const x = (value) => Math.max(0, Math.min(1, bar.histogram.share(value))) * width;
      const y = (value) => {
        const share = high > low ? (value - low) / (high - low) : 0.5;
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE);
      };
      pen.beginPath();
      for (let k = 0; k < areas.length; k += 1) {
        const at = [x(series.days.day[k]), y(areas[k])];
        if (k === 0) pen.moveTo(...at);
        else pen.lineTo(...at);
      }
      pen.lineTo(width, y(areas.at(-1)));
      pen.strokeStyle = LINE;
      pen.lineWidth = 1.8;
      pen.lineJoin = 'round';
      pen.stroke();
      pen.strokeStyle = NOW;
      pen.lineWidth = 1;
      pen.beginPath();
      pen.moveTo(x(day + 0.5), 0);
      pen.lineTo(x(day + 0.5), HEIGHT);
      pen.stroke();
      if (number < 0) return;
      pen.beginPath();
      pen.arc(x(series.days.day[number]), y(areas[number]), 3.5, 0, 2 * Math.PI);
      pen.fillStyle = NOW;
      pen.fill();
    }
  };
})(window.geomap);
