'use strict';
/*
 * The namespace of the page, its data, and the only way that text gets into it.
 *
 * Everything that comes from the events table is put in with textContent or as an
 * attribute that runs nothing; no module uses innerHTML.
 */
// `opened` holds what each event layer of the page is made of, once it is drawn.
window.geomap = { opened: [] };

(function (geomap) {
  /** Parse the JSON that stands in a script element of the page. */
  geomap.data = function (id) {
    return JSON.parse(document.getElementById(id).textContent);
  };

  /**
   * Make an element: `el('p', {class: 'note'}, 'text', child)`.
   * Attributes that are null or undefined are left out, and so are such children.
   */
  geomap.el = function (tag, attributes, ...children) {
    return fill(document.createElement(tag), attributes, children);
  };

  /** The same for SVG. */
  geomap.svg = function (tag, attributes, ...children) {
    return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
  };

  function fill(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === null || value === undefined) continue;
      if (typeof value === 'function') element.addEventListener(name, value);
      else element.setAttribute(name, value);
    }
    for (const child of children.flat()) {
      if (child === null || child === undefined) continue;
      element.append(child.nodeType ? child : document.createTextNode(String(child)));
    }
    return element;
  }

  /** A link, if the address is one of the web; else the address as plain text. */
  geomap.link = function (address, text) {
    let url = null;
    try {
      url = new URL(address);
    } catch {
      return document.createTextNode(address);
    }
    if (url.protocol !== 'https:' && url.protocol !== 'http:') {
      return document.createTextNode(address);
    }
    return geomap.el(
      'a',
      { href: url.href, target: '_blank', rel: 'noopener noreferrer' },
      text || url.hostname,
    );
  };

  /** Where a place lies on a map of the world of size 1 (Web Mercator), from its upper left. */
  geomap.project = function (latitude, longitude) {
    const sine = Math.sin((latitude * Math.PI) / 180);
    return { x: longitude / 360 + 0.5, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
  };

  /** Hide or show an element; the keyboard does not stay on what is hidden but goes to `next`. */
  geomap.hide = function (element, hidden, next) {
    const held = element === document.activeElement;
    element.hidden = hidden;
    if (hidden && held) next.focus({ preventScroll: true });
  };

  /** How sure a row is, in one of three words. */
  geomap.sureness = function (confidence) {
    return confidence >= 0.8 ? 'high' : confidence >= 0.5 ? 'medium' : 'low';
  };

  /** Whether the reader asked the system for less movement. */
  geomap.calm = function () {
    return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  };

  /** Whether the page has the width of a phone; the style folds the panel there. */
  geomap.narrow = function () {
    return window.matchMedia('(max-width: 760px)').matches;
  };
})(window.geomap);
