'use strict';
/* What can be taken away: the chosen events as files, the view as a picture or a link. */
(function (geomap) {
  const { el } = geomap;

  geomap.tools = function (map, layer) {
    const { words, title } = map.page;
    const { csv, geojson, save, fileName } = geomap.download;
    const note = el('span', { class: 'tool-note', role: 'status' });
    const say = (text) => {
      note.textContent = text;
    };
    const files = {
      csv: () => csv(layer.store, layer.reader),
      geojson: () => geojson(layer.store, layer.reader),
      png: () => geomap.takePicture(map, layer),
    };
    const tool = (name, run) => {
      const button = el('button', { type: 'button', class: 'tool', title: words.t(`tools.${name}_hint`) }, words.t(`tools.${name}`));
      button.addEventListener('click', async () => {
        button.disabled = true;
        say('');
        try {
          await run();
        } catch {
          say(words.t('tools.failed'));
        }
        button.disabled = false;
      });
      return button;
    };
    const file = (name) => tool(name, async () => save(await files[name](), fileName(title, name)));
    const link = tool('link', async () => {
      const address = location.href.split('#')[0] + (map.state?.text() ?? '');
      await navigator.clipboard.writeText(address);
      say(words.t('tools.copied'));
    });
    const buttons = [file('csv'), file('geojson'), file('png')];
    // A page inside another has no address that would lead back to it.
    if (location.protocol !== 'about:') buttons.push(link);
    return el('div', { class: 'tools', role: 'group', 'aria-label': words.t('tools.label') }, buttons, note);
  };
})(window.geomap);
