package org.narq2t.web;

import java.util.List;

/** What is not well laid out on a page, in words; nothing if all is. */
final class PageLayout {
  private PageLayout() {}

  /** Letters of a plot that run into each other, or into its curves. */
  static List<String> crowded(Browser page) {
    return page.script(
        """
        return [...document.querySelectorAll('.plot')].filter((place) => place.offsetParent).flatMap((place) => {
          const chart = echarts.getInstanceByDom(place);
          const texts = chart.getZr().storage.getDisplayList(true).filter((e) => e.type === 'tspan' && !e.ignore).map((e) => {
            const box = e.getBoundingRect().clone();
            if (e.transform) box.applyTransform(e.transform);
            return { said: e.style.text, left: box.x, right: box.x + box.width, top: box.y + 2, bottom: box.y + box.height - 2 };
          });
          const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
          const crowded = texts.filter((a, i) => texts.some((b, k) => k > i && meets(a, b)));
          const { y } = chart.getModel().getComponent('grid').coordinateSystem.getRect();
          const among = texts.filter((a) => /^epoch \\d/.test(a.said) && a.bottom > y);
          return [...crowded, ...among].map((a) => `${place.getAttribute('aria-label')}: ${a.said}`);
        });
        """);
  }

  /** What paper would cut off, or does not show as SVG of its width. */
  static List<String> cutOnPaper(Browser page) {
    return page.script(
        """
        const edge = document.documentElement.clientWidth;
        const cut = [...document.querySelectorAll('main *')]
          .filter((e) => e.getClientRects().length && e.getBoundingClientRect().right > edge + 1);
        const hidden = [...document.querySelectorAll('.scroll, pre')].filter((e) => e.scrollWidth > e.clientWidth + 1);
        const raster = [...document.querySelectorAll('.plot')]
          .filter((e) => e.getClientRects().length && (e.querySelector('canvas').getClientRects().length
            || !e.querySelector('.drawing > svg').getClientRects().length));
        return [...cut, ...hidden, ...raster].map((e) => e.outerHTML.slice(0, 200));
        """);
  }
}
