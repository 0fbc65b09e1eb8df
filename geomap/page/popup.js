'use strict';
/* The popup of a symbol: it opens with its texts, can be left with Escape, and fits the map. */
(function (geomap) {
  /** Open `content` above a group; `closed` is called when it goes. */
  geomap.openPopup = function (map, group, at, content, label, closed) {
    const size = map.getSize();
    const words = map.page.words;
    const popup = L.popup({
      className: 'event-popup',
      minWidth: Math.min(300, size.x - 60),
      maxWidth: Math.min(380, size.x - 32),
      maxHeight: Math.max(140, Math.min(460, size.y - 110)),
      autoPanPaddingTopLeft: [16, 16],
      // Room for the buttons at the right; a phone hides them instead.
      autoPanPaddingBottomRight: [geomap.narrow() ? 16 : 60, 16],
      offset: [0, -group.height / 2 + 4],
    })
      .setLatLng(at)
      .setContent(content)
      .openOn(map);
    const box = popup.getElement();
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-label', label);
    const close = box.querySelector('.leaflet-popup-close-button');
    close?.setAttribute('aria-label', words.t('popup.close'));
    // The scrolling part can be reached by the keyboard.
    box.querySelector('.leaflet-popup-content')?.setAttribute('tabindex', '0');
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      popup.close();
    });
    content.focus({ preventScroll: true });
    popup.on('remove', closed);
    return popup;
  };
})(window.geomap);
