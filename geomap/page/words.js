'use strict';
/* Dates, numbers and certainty in words, in the language of the page. */
(function (geomap) {
  geomap.Words = class {
    constructor(texts, language) {
      this.texts = texts;
      this.language = language;
      this.number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
      this.plurals = new Intl.PluralRules(language);
      const utc = { timeZone: 'UTC', year: 'numeric', month: 'long' };
      this.dayFormat = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
        ...utc,
        day: 'numeric',
      });
      this.monthFormat = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, utc);
    }

    /** A text by its path, as `t('card.source')`, with {names} filled in. */
    t(path, values) {
      let text = this.texts;
      for (const part of path.split('.')) text = text[part];
      return fill(text, values);
    }

    /** A text in the right plural: `count('counts.events', 3)` is "3 events". */
    count(path, n) {
      const [group, name] = path.split('.');
      const forms = this.texts[group][name];
      return fill(forms[this.plurals.select(n)] ?? forms.other, { n: this.number.format(n) });
    }

    /** A word of the table in the page's language; one that the page doesn't know stays. */
    word(group, name) {
      return Object.hasOwn(this.texts[group], name) ? this.texts[group][name] : name;
    }

    type(name) {
      return this.word('types', name ?? '');
    }

    subType(name) {
      return name && this.word('sub_types', name);
    }

    /** What is counted, in the right plural; a unit that the page doesn't know stays. */
    unit(name, n) {
      const forms = this.word('units', name);
      return typeof forms === 'string' ? forms : (forms[this.plurals.select(n)] ?? forms.other);
    }

    outcome(name) {
      return name && this.word('outcomes', name);
    }

    status(name) {
      return this.word('statuses', name ?? 'no place');
    }

    day(iso) {
      return this.format(this.dayFormat, iso);
    }

    month(iso) {
      return this.format(this.monthFormat, iso);
    }

    format(format, iso) {
      const date = new Date(`${iso}T00:00:00Z`);
      // What is no date is shown as it stands in the table.
      return Number.isNaN(date.getTime()) ? iso : format.format(date);
    }

    /** When an event was, as exactly as is known: "on 1 May 2023", "between ... and ...". */
    when(row) {
      if (!row.event_date) {
        return row.claim_date
          ? this.t('dates.unknown_said', { date: this.day(row.claim_date) })
          : this.t('dates.unknown');
      }
      const date = this.day(row.event_date);
      const precision = row.date_precision ?? 1;
      if (row.end_date && row.end_date !== row.event_date) {
        const span = { first: date, last: this.day(row.end_date) };
        return this.t(precision === 1 ? 'dates.from_to' : 'dates.between', span);
      }
      if (precision === 1) return this.t('dates.day', { date });
      if (precision === 2) return this.t('dates.days', { date });
      if (precision === 3) return this.t('dates.week', { date });
      const month = this.month(row.event_date);
      return this.t(precision === 4 ? 'dates.month' : 'dates.longer', { month });
    }

    /** When it was said, where that is another day than the event's. */
    said(row) {
      if (!row.claim_date || !row.event_date || row.claim_date === row.event_date) return null;
      return this.t('dates.said', { date: this.day(row.claim_date) });
    }

    /** "more than 30 attacks", from the columns of a row or of one of its quantities. */
    quantity(one) {
      const low = one.quantity_low;
      const high = one.quantity_high;
      let text = null;
      if (one.quantity !== undefined && one.quantity !== null) {
        const n = this.number.format(one.quantity);
        const qualifier = one.quantity_qualifier ?? '';
        const form = this.word('qualifiers', qualifier);
        text = form.includes('{n}') ? fill(form, { n }) : `${qualifier} ${n}`.trim();
      } else if (Number.isFinite(low) && Number.isFinite(high)) {
        text = this.t('qualifiers.range', {
          low: this.number.format(low),
          high: this.number.format(high),
        });
      }
      if (text === null) return null;
      return one.unit ? `${text} ${this.unit(one.unit, one.quantity ?? high)}` : text;
    }

    /** All quantities of a row, the leading one first, each once. */
    quantities(row) {
      const all = [row, ...(row.quantities ?? [])].map((one) => this.quantity(one));
      return [...new Set(all.filter((text) => text !== null))];
    }

    /** "high (0.92)". */
    confidence(value) {
      const word = value >= 0.8 ? 'high' : value >= 0.5 ? 'medium' : 'low';
      return `${this.t(`confidence.${word}`)} (${value.toFixed(2)})`;
    }

    /** How exactly the place is known, in words. */
    precision(row, area) {
      const km = row.radius_km === undefined ? null : this.number.format(row.radius_km);
      if (row.region) return this.t('precision.region', { name: row.region });
      if (row.place_kind === 'country') return this.t('precision.country');
      if (area) return km ? this.t('precision.area', { km }) : this.t('precision.area_unknown');
      if ((row.geo_precision ?? 1) <= 1) return this.t('precision.point');
      return km ? this.t('precision.near', { km }) : this.t('precision.near_unknown');
    }

    /** "Bakhmut, Bakhmut raion, Donetsk Oblast", without saying a name twice. */
    placeName(place) {
      const parts = [place.place_name ?? place.name, place.admin2, place.admin1];
      const said = parts.filter((part, index) => part && parts.indexOf(part) === index);
      return said.join(', ');
    }
  };

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => values?.[name] ?? whole);
  }
})(window.geomap);
