'use strict';
/*
 * The time slider below the map: two handles over a histogram, steps and play. Everything on
 * the page follows it; events without a date are switched by a box of their own.
 */
(function (geomap) {
  const { el, days } = geomap;
  const PLAY = 700;
  const UNITS = ['day', 'week', 'month'];

  geomap.TimeBar = class {
    constructor(store, page) {
      this.store = store;
      this.page = page;
      const { words } = page;
      this.histogram = new geomap.Histogram(store);
      this.range = el('output', { class: 'time-range', 'aria-live': 'off' });
      this.unit = el(
        'select',
        { class: 'time-unit', 'aria-label': words.t('time.step') },
        UNITS.map((unit) => el('option', { value: unit }, words.t(`time.${unit}`))),
      );
      this.unit.value = this.firstUnit();
      this.playing = null;
      this.play = this.button('play', 'M4 2.5v11l9-5.5z', () => this.togglePlay());
      this.all = el(
        'button',
        { type: 'button', class: 'link', click: () => this.choose(null) },
        words.t('time.all'),
      );
      this.starts = this.handle('from');
      this.ends = this.handle('to');
      this.window = el('div', { class: 'time-window' });
      this.ticks = el('div', { class: 'time-ticks', 'aria-hidden': 'true' });
      this.track = el(
        'div',
        { class: 'time-track' },
        this.histogram.element,
        this.window,
        this.starts,
        this.ends,
      );
      this.undated = this.undatedBox();
      this.element = el(
        'section',
        { class: 'timebar', 'aria-label': words.t('time.label') },
        el(
          'div',
          { class: 'time-row' },
          this.button('back', 'M11.5 3 6.5 8l5 5M4.5 3v10', () => this.step(-1)),
          this.play,
          this.button('forward', 'M4.5 3l5 5-5 5M11.5 3v10', () => this.step(1)),
          this.unit,
          this.range,
          this.all,
          this.undated?.label,
        ),
        this.track,
        this.ticks,
      );
      this.listen();
    }

    /** Steps of a day for a month or two, of a month for years. */
    firstUnit() {
      const [low, high] = this.store.span;
      const length = high - low;
      return length <= 92 ? 'day' : length <= 1000 ? 'week' : 'month';
    }

    button(name, path, click) {
      const text = this.page.words.t(`time.${name}`);
      const shape = geomap.svg('path', {
        d: path,
        fill: name === 'play' ? 'currentColor' : 'none',
        stroke: 'currentColor',
        'stroke-width': name === 'play' ? 0 : 1.8,
      });
      return el(
        'button',
        { type: 'button', class: `time-button ${name}`, title: text, 'aria-label': text, click },
        geomap.svg('svg', { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' }, shape),
      );
    }

    handle(name) {
      const [low, high] = this.store.span;
      return el('div', {
        class: `time-handle ${name}`,
        role: 'slider',
        tabindex: '0',
        'aria-label': this.page.words.t(`time.${name}`),
        'aria-orientation': 'horizontal',
        'aria-valuemin': low,
        'aria-valuemax': high,
        keydown: (event) => this.key(event, name),
      });
    }

    /** A box for the events without a date; none where all have one. */
    undatedBox() {
      const { words } = this.page;
      if (!this.store.undatedRows) return null;
      const box = el('input', { type: 'checkbox', change: () => this.store.setUndated(box.checked) });
      const count = el('span', { class: 'count' });
      const label = el('label', { class: 'undated' }, box, el('span', {}, words.t('time.undated')), count);
      return { box, count, label };
    }

    listen() {
      this.store.addEventListener('change', () => this.draw());
      new ResizeObserver(() => this.draw(true)).observe(this.track);
      this.track.addEventListener('pointerdown', (event) => this.press(event));
    }

    get chosen() {
      return this.store.time ?? this.store.span;
    }

    /** Choose a span of days within what there is; the whole of it is "all". */
    choose(span) {
      const [low, high] = this.store.span;
      if (span === null) {
        this.store.setTime(null, null);
        return;
      }
      const from = Math.min(Math.max(span[0], low), high);
      const to = Math.max(Math.min(span[1], high), from);
      if (from === low && to === high) this.store.setTime(null, null);
      else this.store.setTime(from, to);
    }

    /** Drag a handle, or what lies between them; elsewhere the nearer handle comes. */
    press(event) {
      if (event.button) return;
      const share = (at) => {
        const box = this.track.getBoundingClientRect();
        return (at.clientX - box.left) / box.width;
      };
      const { target } = event;
      const begun = share(event);
      const [from, to] = this.chosen;
      const day = this.histogram.day(begun);
      let part = { [this.starts.className]: 'from', [this.ends.className]: 'to' }[target.className];
      if (!part && this.store.time && target === this.window) part = 'both';
      part ??= Math.abs(day - from) < Math.abs(day - to) ? 'from' : 'to';
      this.stop();
      event.preventDefault();
      const move = (at) => {
        const here = this.histogram.day(share(at));
        if (part === 'from') this.choose([Math.min(here, to), to]);
        else if (part === 'to') this.choose([from, Math.max(here - 1, from)]);
        else this.shift(from, to, here - day);
      };
      const end = () => {
        this.track.removeEventListener('pointermove', move);
        this.track.removeEventListener('pointerup', end);
        this.track.removeEventListener('pointercancel', end);
      };
      this.track.setPointerCapture(event.pointerId);
      this.track.addEventListener('pointermove', move);
      this.track.addEventListener('pointerup', end);
      this.track.addEventListener('pointercancel', end);
      (part === 'from' ? this.starts : this.ends).focus({ preventScroll: true });
      if (part !== 'both' && target !== this.starts && target !== this.ends) move(event);
    }

    /** Move the chosen span by some days; it keeps its length at the ends. */
    shift(from, to, by) {
      const [low, high] = this.store.span;
      const step = Math.max(low - from, Math.min(high - to, by));
      this.choose([from + step, to + step]);
    }

    key(event, name) {
      const [low, high] = this.store.span;
      const [from, to] = this.chosen;
      const value = name === 'from' ? from : to;
      const unit = this.unit.value;
      const larger = { day: 'week', week: 'month', month: 'year' }[unit];
      const moves = {
        ArrowLeft: () => days.add(value, unit, -1),
        ArrowDown: () => days.add(value, unit, -1),
        ArrowRight: () => days.add(value, unit, 1),
        ArrowUp: () => days.add(value, unit, 1),
        PageDown: () => days.add(value, larger, -1),
        PageUp: () => days.add(value, larger, 1),
        Home: () => (name === 'from' ? low : from),
        End: () => (name === 'from' ? to : high),
      };
      if (!moves[event.key]) return;
      event.preventDefault();
      this.stop();
      const next = moves[event.key]();
      if (name === 'from') this.choose([Math.min(next, to), to]);
      else this.choose([from, Math.max(next, from)]);
    }

    /** Go on by one step; from "all", to the first or last one. Returns whether there was one. */
    step(by) {
      const [low, high] = this.store.span;
      const unit = this.unit.value;
      const { time } = this.store;
      let from;
      if (!time) from = days.floor(by > 0 ? low : high, unit);
      else if (this.isStep(time, unit)) from = days.add(days.floor(time[0], unit), unit, by);
      else {
        // A span of the reader's own moves as a whole.
        const length = time[1] - time[0] + 1;
        const next = Math.max(low, Math.min(high + 1 - length, days.add(time[0], unit, by)));
        if (next === time[0]) return false;
        this.choose([next, next + length - 1]);
        return true;
      }
      const to = days.add(from, unit, 1) - 1;
      if (to < low || from > high) return false;
      this.choose([from, to]);
      return true;
    }

    isStep([from, to], unit) {
      const [low, high] = this.store.span;
      const start = days.floor(from, unit);
      const end = days.add(start, unit, 1) - 1;
      return from === Math.max(start, low) && to === Math.min(end, high);
    }

    togglePlay() {
      if (this.playing) {
        this.stop();
        return;
      }
      const [, high] = this.store.span;
      if (this.store.time && this.store.time[1] >= high) this.choose(null);
      const forward = () => {
        if (!this.step(1)) this.stop();
      };
      this.playing = setInterval(forward, PLAY);
      this.showPlaying(true);
      forward();
    }

    stop() {
      clearInterval(this.playing);
      this.playing = null;
      this.showPlaying(false);
    }

    showPlaying(on) {
      const text = this.page.words.t(on ? 'time.pause' : 'time.play');
      this.play.setAttribute('aria-label', text);
      this.play.title = text;
      this.play.querySelector('path').setAttribute('d', on ? 'M3.5 2.5h3v11h-3zM9.5 2.5h3v11h-3z' : 'M4 2.5v11l9-5.5z');
    }

    draw(resized) {
      const { words } = this.page;
      const [from, to] = this.chosen;
      this.histogram.draw();
      const left = Math.max(0, this.histogram.share(from)) * 100;
      const right = Math.min(1, this.histogram.share(to + 1)) * 100;
      this.window.style.left = `${left}%`;
      this.window.style.width = `${right - left}%`;
      this.starts.style.left = `${left}%`;
      this.ends.style.left = `${right}%`;
      for (const [handle, day] of [[this.starts, from], [this.ends, to]]) {
        handle.setAttribute('aria-valuenow', day);
        handle.setAttribute('aria-valuetext', words.day(days.iso(day)));
      }
      this.range.textContent = words.span(days.iso(from), days.iso(to));
      geomap.hide(this.all, !this.store.time, this.unit);
      if (this.undated) {
        this.undated.box.checked = this.store.undated;
        this.undated.count.textContent = words.number.format(this.store.totals.undated);
      }
      if (!resized) return;
      this.ticks.replaceChildren(
        ...this.histogram.ticks(this.track.clientWidth, words).map(([share, text]) => {
          const tick = el('span', {}, text);
          tick.style.left = `${share * 100}%`;
          return tick;
        }),
      );
    }
  };
})(window.geomap);
