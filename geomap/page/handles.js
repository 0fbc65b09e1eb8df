'use strict';
/*
 * Buttons without a look over the symbols of the canvas: what the keyboard and screen readers
 * hold on to. Clicks of a mouse or finger go through to the map, which knows what lies there.
 */
(function (geomap) {
  const { el } = geomap;

  geomap.Handles = class {
    constructor(layer) {
      this.layer = layer;
      this.buttons = new Map();
    }

    addTo(map) {
      this.pane = map.getPane('handles') ?? map.createPane('handles');
      // Over markers (600), under tooltips (650).
      this.pane.style.zIndex = 620;
      this.box = el('div', {
        class: 'handles',
        role: 'group',
        'aria-label': this.layer.page.words.t('map.symbols'),
      });
      this.pane.append(this.box);
    }

    remove() {
      this.box.remove();
      this.buttons.clear();
    }

    /** One button for each group; those of the same places stay, and keep the focus. */
    sync(groups, min) {
      const before = this.buttons;
      this.buttons = new Map();
      for (const group of groups) {
        const label = this.layer.label(group);
        const key = group.places.join('.');
        const button = before.get(key)?.button ?? this.button(group);
        before.delete(key);
        if (button.getAttribute('aria-label') !== label) button.setAttribute('aria-label', label);
        button.style.width = `${group.width}px`;
        button.style.height = `${group.height}px`;
        const at = [group.x + min.x - group.width / 2, group.y + min.y - group.height / 2];
        L.DomUtil.setPosition(button, L.point(at).round());
        this.buttons.set(key, { button, group });
      }
      for (const { button } of before.values()) button.remove();
      const placed = [...this.buttons.values()].map((one) => one.button);
      if (placed.some((button, index) => this.box.children[index] !== button)) {
        const held = document.activeElement;
        this.box.append(...placed);
        if (this.box.contains(held)) held.focus({ preventScroll: true });
      }
    }

    button(group) {
      const made = el('button', {
        type: 'button',
        class: group.area ? 'handle event-area' : 'handle event-symbol',
        // A real click has a position; this one comes from the keyboard or a screen reader.
        click: (event) => {
          if (event.detail !== 0) return;
          event.stopPropagation();
          this.layer.open(this.groupOf(made));
        },
        focus: () => this.layer.point(this.groupOf(made)),
        blur: () => this.layer.point(null),
      });
      return made;
    }

    groupOf(button) {
      for (const one of this.buttons.values()) if (one.button === button) return one.group;
      return null;
    }

    /** Put the keyboard on the button of a place. */
    focus(place) {
      for (const { button, group } of this.buttons.values()) {
        if (group.places.includes(place)) {
          button.focus({ preventScroll: true });
          return;
        }
      }
    }
  };
})(window.geomap);
