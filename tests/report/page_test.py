"""page_test.py FOLDER PAGE...: pages of `servesweep report` in a real browser, by day and night, on paper and without
scripts. Leaves screenshots in FOLDER. Status 77 where there is no browser."""
import pathlib
import sys
import time

from browser import Browser, find_browser

failures = []


def check(condition, what):
    if not condition:
        failures.append(what)
        print("FAILED:", what)


# A canvas is drawn if it holds pixels of several colours.
DRAWN = """[...document.querySelectorAll('figure.chart canvas')].map(canvas => {
  const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = new Set();
  for (let i = 0; i < bytes.length && colours.size < 4; i += 4) {
    if (bytes[i + 3] > 200) colours.add(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]);
  }
  return colours.size >= 4 && canvas.width > 200;
})"""


def quiet(browser, url, how):
    check(browser.complaints() == [], f"{how}: no complaint in the console, but {browser.complaints()[:3]}")
    others = [one for one in browser.requests() if one != url]
    check(others == [], f"{how}: no request but for the page, but {others[:3]}")
    check(browser.evaluate("window.broken") is None, f"{how}: no text has become a script")


def looks(browser, url, folder, name):
    for how, width, dark in (("light", 1280, False), ("dark", 1280, True), ("narrow", 400, False)):
        browser.open(url, width=width, dark=dark)
        charts = browser.evaluate("document.querySelectorAll('figure.chart').length")
        drawn = browser.evaluate(DRAWN)
        check(charts > 0, f"{name} {how}: there are charts")
        check(len(drawn) == charts and all(drawn), f"{name} {how}: every chart is drawn: {drawn}")
        check(browser.evaluate("document.documentElement.dataset.charts") == str(charts),
              f"{name} {how}: the page says so")
        check(browser.evaluate("document.documentElement.scrollWidth <= innerWidth"),
              f"{name} {how}: nothing makes the page wider than the window")
        browser.screenshot(folder / f"{name}-{how}.png")
        quiet(browser, url, f"{name} {how}")


def reads(browser, url, name):
    """What those need who do not see it: names, order, targets."""
    browser.open(url)
    check(browser.evaluate("document.documentElement.lang") == "en", f"{name}: it has a language")
    for what, count in (("h1", 1), ("main", 1), ("nav[aria-label]", 1), ("a.skip", 1)):
        found = browser.evaluate(f"document.querySelectorAll({what!r}).length")
        check(found == count, f"{name}: {what} is there {count} times, not {found}")
    check(browser.evaluate("[...document.querySelectorAll('canvas')].every(one => one.ariaLabel?.length > 20)"),
          f"{name}: every chart has a description")
    check(browser.evaluate("[...document.querySelectorAll('figure.chart')].every(one => one.querySelector('td'))"),
          f"{name}: every chart has its numbers")
    check(browser.evaluate("[...document.querySelectorAll('nav a')].every(one => "
                           "document.getElementById(one.hash.slice(1)))"), f"{name}: every link has a target")
    check(browser.evaluate("(ids => ids.length === new Set(ids).size)"
                           "([...document.querySelectorAll('[id]')].map(one => one.id))"), f"{name}: ids are unique")


# Chooses nothing any more, and says where in the window the last point of a figure's chart is.
PLACE = """(figure => {
  for (const list of figure.querySelectorAll('.compare select')) {
    list.value = '';
    list.dispatchEvent(new Event('change'));
  }
  const canvas = figure.querySelector('canvas');
  canvas.scrollIntoView({behavior: 'instant', block: 'center'});
  const box = canvas.getBoundingClientRect(), chart = Chart.getChart(canvas);
  const point = chart.getDatasetMeta(chart.data.datasets.length - 1).data.at(-1);
  return [box.left + point.x, box.top + point.y];
})(%s)"""


def compares(browser, url, name):
    """Two points side by side, chosen with keys, from lists, and by pointing."""
    browser.open(url)
    if not browser.evaluate("document.querySelector('.compare') !== null"):
        return
    # A page may have several such charts; this is about the first one.
    figure = "document.querySelector('figure.chart:has(.compare)')"
    rows = figure + ".querySelectorAll('.compare tbody tr').length"
    chosen = f"[...{figure}.querySelectorAll('.compare select')].map(one => one.value)"
    browser.evaluate(figure + ".querySelector('canvas').focus()")
    browser.key("ArrowRight")
    check(browser.evaluate("!document.querySelector('.tip').hidden"), f"{name}: keys show what a point is")
    browser.key("Enter")
    check(browser.evaluate(rows) == 0, f"{name}: one point is not compared")
    browser.key("ArrowRight")
    browser.key("Enter")
    check(browser.evaluate(rows) > 2, f"{name}: two points chosen with keys are compared")
    check(browser.evaluate(figure + ".querySelectorAll('.compare tr.differs').length") > 0,
          f"{name}: their differences are marked")
    for _ in range(20):  # a click that comes before the scrolled page is drawn goes elsewhere
        browser.click(*browser.evaluate(PLACE % figure))
        after = browser.evaluate(chosen)
        if after != ["", ""]:
            break
        time.sleep(0.2)
    check(after.count("") == 1, f"{name}: pointing chooses, too: {after}")
    quiet(browser, url, f"{name} compared")


# Of the figures that are chosen between, by section: what is shown, and what the list says.
SHOWN = """[...document.querySelectorAll('section[data-choose]')].filter(one => one.querySelector('.choose')).map(one => ({
  shown: [...new Set([...one.querySelectorAll('[data-choice]')].filter(part => part.offsetParent !== null)
    .map(part => part.dataset.choice))],
  all: [...new Set([...one.querySelectorAll('[data-choice]')].map(part => part.dataset.choice))],
  chosen: one.querySelector('.choose select').value}))"""


def chooses(browser, url, name, expected):
    """Of figures that are chosen between, those of one choice are shown."""
    browser.open(url)
    sections = browser.evaluate(SHOWN)
    check(len(sections) >= expected, f"{name}: {expected} sections let one choose, not {len(sections)}")
    check(all(one["shown"] == [one["chosen"]] == one["all"][:1] for one in sections), f"{name}: first choices: {sections}")
    browser.evaluate("document.querySelectorAll('.choose select').forEach(list => {"
                     "list.selectedIndex = 1; list.dispatchEvent(new Event('change')); })")
    sections = browser.evaluate(SHOWN)
    check(all(one["shown"] == [one["chosen"]] == one["all"][1:2] for one in sections), f"{name}: second choices: {sections}")
    quiet(browser, url, f"{name} chosen")


def degrades(browser, url, name):
    browser.open(url, dark=True)
    check(browser.evaluate(
        "dispatchEvent(new Event('beforeprint')),"
        " [...document.querySelectorAll('canvas')].every(one => one.width > 0 && one.offsetHeight > 0)"),
          f"{name}: on paper every chart is drawn, chosen or not")
    browser.evaluate("dispatchEvent(new Event('afterprint'))")
    pdf = browser.print()
    check(pdf.startswith(b"%PDF") and len(pdf) > 10_000, f"{name}: it prints")
    quiet(browser, url, f"{name} printed")
    check(browser.evaluate("document.documentElement.dataset.paper") is None,
          f"{name}: after printing it is dark again")
    browser.open(url, scripts=False)
    check(browser.requests() == [url], f"{name} without scripts: no request")
    html = browser.call("DOM.getDocument", depth=-1)["root"]
    text = str(html)
    check("figure" in text and "TBODY" in text, f"{name} without scripts: tables are there")


def main():
    path = find_browser()
    if path is None:
        print("skipped: no browser; install Debian's chromium-headless-shell or chromium")
        return 77
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    browser = Browser(path)
    try:
        for page in map(pathlib.Path, sys.argv[2:]):
            url = page.resolve().as_uri()
            looks(browser, url, folder, page.stem)
            reads(browser, url, page.stem)
            compares(browser, url, page.stem)
            chooses(browser, url, page.stem, 1 if page.stem in ("sample", "levels") else 0)
            degrades(browser, url, page.stem)
    finally:
        browser.close()
    print(f"{len(failures)} failures; screenshots in {folder}")
    return 1 if failures else 0


sys.exit(main())
