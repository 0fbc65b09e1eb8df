'use strict';
/* Day numbers, counted from 1 January 1970 and negative before, and steps between them. */
(function (geomap) {
  const MS = 86400000;
  /** Stands for "no date", as in geomap/drawing/days.py. */
  const NONE = -(2 ** 31);

  function date(day) {
    return new Date(day * MS);
  }

  /** A day number as ISO date, null where there is none. */
  function iso(day) {
    if (day === NONE || day === undefined) return null;
    const text = date(day).toISOString();
    return text.slice(0, text.indexOf('T'));
  }

  /** The day number of an ISO date, null of anything else. */
  function fromIso(text) {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
    const time = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(time) ? null : Math.round(time / MS);
  }

  /** The last day of the month, or year, that a day lies in. */
  function monthEnd(day) {
    const at = date(day);
    return utc(at.getUTCFullYear(), at.getUTCMonth() + 1, 0);
  }

  function yearEnd(day) {
    return utc(date(day).getUTCFullYear(), 12, 0);
  }

  function utc(year, month, dayOfMonth) {
    // Date.UTC takes years below 100 for those of the last century.
    const made = new Date(0);
    made.setUTCFullYear(year, month, dayOfMonth);
    return Math.round(made.getTime() / MS);
  }

  /** The first day of the unit (day, week, month, year) that a day lies in; weeks begin Monday. */
  function floor(day, unit) {
    const at = date(day);
    if (unit === 'week') return day - ((((day + 3) % 7) + 7) % 7);
    if (unit === 'month') return utc(at.getUTCFullYear(), at.getUTCMonth(), 1);
    if (unit === 'year') return utc(at.getUTCFullYear(), 0, 1);
    return day;
  }

  /** The same day of the month, or week, some units on; a short month ends it. */
  function add(day, unit, n) {
    if (unit === 'day') return day + n;
    if (unit === 'week') return day + 7 * n;
    const at = date(day);
    const months = unit === 'year' ? 12 * n : n;
    const start = utc(at.getUTCFullYear(), at.getUTCMonth() + months, 1);
    return Math.min(start + at.getUTCDate() - 1, monthEnd(start));
  }

  geomap.days = { NONE, iso, fromIso, monthEnd, yearEnd, floor, add };
})(window.geomap);
