'use strict';
/*
 * What map_page.py asks of the pages; it runs in each of them before the page's own scripts.
 *
 * A page has an entry in `pages`: `drawn` tells when it first drew, in ms (undefined before),
 * and each other probe measures one thing, in ms. What a page can't do has no probe.
 */
(function () {
  const SAMPLES = 12;
  // Far apart, as the texts of near places may lie unpacked already.
  const POPUPS = 5;
  const TRIES = 500;
  const EDGE = 60;

  const longTasks = [];
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) longTasks.push(task.startTime + task.duration);
  }).observe({ type: 'longtask', buffered: true });

  const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  // Long enough for Leaflet to have moved the map so that a popup fits in.
  const settled = () => pause(500);

  function timed(act) {
    const start = performance.now();
    act();
    return performance.now() - start;
  }

  function median(times) {
    if (!times.length) return null;
    const [sorted, middle] = [times.toSorted((a, b) => a - b), times.length >> 1];
    return times.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  const repeated = (act) => median(Array.from({ length: SAMPLES }, () => timed(act)));

  /** Windows of a twelfth of the span, each half its width after the one before. */
  function windows([first, last]) {
    const width = (last - first) / SAMPLES;
    const starts = Array.from({ length: SAMPLES }, (_, k) => first + (k * width) / 2);
    return starts.map((start) => [start, start + width]);
  }

  /** Fractions from 0 to 1 that soon come near every one, in no order that counts. */
  const scattered = (k, step = 0.618034) => (k * step) % 1;

  const inside = (at, size) =>
    at.x >= EDGE && at.y >= EDGE && at.x <= size.x - EDGE && at.y <= size.y - EDGE;

  /** The median of a few popups; `open` gives the time of one, or null where nothing opens. */
  async function popups(map, open) {
    const times = [];
    for (let k = 1; k < TRIES && times.length < POPUPS; k += 1) {
      const time = await open(k);
      if (time === null) continue;
      times.push(time);
      await settled();
      map.closePopup();
    }
    return median(times);
  }

  const reference = {
    drawn: () => window.__ready,

    step() {
      const times = windows(__span).map(([from, to]) => timed(() => __filter(from, to)));
      __filter(__span[0], __span[1] + 1);
      return median(times);
    },

    redraw: () => repeated(() => __layer.draw()),

    popup: () =>
      popups(__map, async (k) => {
        const size = __map.getSize();
        const containerPoint = L.point(
          EDGE + scattered(k) * (size.x - 2 * EDGE),
          EDGE + scattered(k, 0.754878) * (size.y - 2 * EDGE),
        );
        if (__hit(containerPoint) < 0) return null;
        window.__popms = undefined;
        const latlng = __map.containerPointToLatLng(containerPoint);
        __map.fire('click', { containerPoint, latlng });
        while (window.__popms === undefined) await pause(0);
        return window.__popms;
      }),
  };

  const opened = () => window.geomap.opened[0];

  const ours = {
    drawn: () => window.geomap?.readyAt,

    step() {
      const { store } = opened();
      const days = windows(store.span).map((ends) => ends.map(Math.round));
      const times = days.map(([first, last]) => timed(() => store.setTime(first, last)));
      store.setTime(null, null);
      return median(times);
    },

    /** One type after the other goes and comes back. */
    filter() {
      const { store } = opened();
      const codes = Array.from({ length: SAMPLES }, (_, k) => 1 + (k >> 1));
      return median(codes.map((code) => timed(() => store.toggle('event_type', code))));
    },

    redraw: () => repeated(() => opened().layer.draw()),

    popup(events) {
      const { map, layer } = opened();
      const pointOf = (place) => {
        try {
          return layer.pointOf(place);
        } catch {
          return null; // there are fewer places than events
        }
      };
      return popups(map, async (k) => {
        const at = pointOf(Math.floor(scattered(k) * events));
        if (!at || !inside(at, map.getSize())) return null;
        const start = performance.now();
        const found = await layer.openAt(L.point(at.x, at.y));
        return found ? performance.now() - start : null;
      });
    },
  };

  const pages = { reference, ours, peer: { drawn: () => 0 } };

  /**
   * When a page was ready: the last of its load event, its first draw, two frames after both,
   * and the end of the last long task (50 ms or more). It is known once no such task has ended
   * for `quiet` ms; null where the page hasn't drawn within `limit` ms.
   */
  async function ready({ drawn }, quiet, limit) {
    const late = () => performance.now() > limit;
    await new Promise((resolve) => addEventListener('load', resolve));
    while (drawn() === undefined && !late()) await frame();
    if (drawn() === undefined) return null;
    await frame();
    await frame();
    const painted = performance.now();
    const lastTask = () => longTasks.reduce((a, b) => Math.max(a, b), 0);
    while (performance.now() - Math.max(lastTask(), painted) <= quiet && !late()) {
      await pause(100);
    }
    const [navigation] = performance.getEntriesByType('navigation');
    return Math.max(navigation.loadEventEnd, drawn(), painted, lastTask());
  }

  let begun;

  window.__bench = {
    /** Asked before the page's scripts run: a call from outside takes time, and would count. */
    begin(page, quiet, limit) {
      begun = { page: pages[page], ready: ready(pages[page], quiet, limit) };
    },

    ready: () => begun.ready,

    /** What a probe measures, in ms; null where the page has no such probe. */
    measure: (what, events) => begun.page[what]?.(events) ?? null,
  };
})();
