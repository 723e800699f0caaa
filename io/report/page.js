// Draws the charts of the page, again where its colours change, and makes them usable without a mouse.

const views = [];

function heightOf(data) {
  const rows = data.categories.length * (data.kind === 'interval' ? Math.max(1, data.series.length * 0.6) : 1);
  const row = innerWidth < 640 ? 3 : 2.3;
  return isLying(data) ? `${Math.max(8, rows * row + 5)}rem` : '';
}

function draw(view) {
  view.chart?.destroy();
  view.chart = new Chart(view.canvas, configOf(view.data, chartTheme(), view.plot.clientWidth));
  view.chart.chosen = view.chosen;
  view.chart.draw();
  colourLegend(view);
}

function colourLegend(view) {
  const theme = chartTheme();
  view.swatches.forEach((swatch, i) => { swatch.style.color = seriesLook(theme, view.data, i).colour; });
}

/// One curve in front, the others pale; all as they were for -1.
function emphasise(view, chosen) {
  const theme = chartTheme();
  view.chart.data.datasets.forEach((set, i) => {
    const usual = datasetOf(view.data, view.data.series[i], i, theme, false);
    set.borderColor = chosen < 0 || i === chosen ? usual.borderColor : theme.line;
    set.borderWidth = i === chosen ? 3 : usual.borderWidth;
    set.order = i === chosen ? -1 : usual.order;
  });
  view.chart.update('none');
}

function addLegend(view) {
  if (view.data.series.length < 2) return;
  const joined = isJoined(view.data);
  const buttons = view.data.series.map((series, i) => {
    if (series.is_foot) {
      view.swatches.push(element('b'));
      return '';
    }
    const look = seriesLook(chartTheme(), view.data, i);
    const bars = view.data.kind === 'bar' || view.data.kind === 'stacked_bar';
    const swatch = element('b', {textContent: bars ? '■' : joined ? look.dash[1] + look.shape[1] : look.shape[1]});
    swatch.setAttribute('aria-hidden', 'true');
    view.swatches.push(swatch);
    const button = element('button', {type: 'button'}, swatch, ` ${series.name}`);
    button.setAttribute('aria-pressed', 'true');
    button.addEventListener('click', () => {
      series.hidden = !series.hidden;
      button.setAttribute('aria-pressed', String(!series.hidden));
      view.chart.setDatasetVisibility(i, !series.hidden);
      view.chart.update();
    });
    if (joined) {
      for (const start of ['mouseenter', 'focus']) button.addEventListener(start, () => emphasise(view, i));
      for (const end of ['mouseleave', 'blur']) button.addEventListener(end, () => emphasise(view, -1));
    }
    return button;
  });
  const legend = element('div', {className: 'legend'}, ...buttons);
  legend.setAttribute('role', 'group');
  legend.setAttribute('aria-label', 'Series shown');
  view.plot.before(legend);
}

/// Arrows walk through the points, Enter chooses one to compare, Escape leaves.
function addKeys(view, choose) {
  let at = -1;
  const points = () => view.data.series.flatMap((series, s) => series.hidden || series.is_foot ? [] : series.x.map((x, i) =>
    ({datasetIndex: s, index: view.chart.config.type === 'bar' ? x : i})));
  view.canvas.tabIndex = 0;
  const look = list => {
    const {datasetIndex, index} = list[0] ?? {};
    const drawn = list.length > 0 ? view.chart.getDatasetMeta(datasetIndex).data[index] : {x: 0, y: 0};
    view.chart.setActiveElements(list);
    view.chart.tooltip.setActiveElements(list, {x: drawn.x, y: drawn.y});
    view.chart.update();
  };
  view.canvas.addEventListener('keydown', event => {
    const all = points();
    const step = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1}[event.key];
    if (step && all.length > 0) {
      at = at < 0 ? 0 : (at + step + all.length) % all.length;
      look([all[at]]);
    } else if (event.key === 'Enter' && choose && all[at]) {
      choose(all[at].datasetIndex, all[at].index);
    } else if (event.key === 'Escape') {
      look([]);
    } else {
      return;
    }
    event.preventDefault();
  });
  view.canvas.addEventListener('blur', () => look([]));
}

function addPointing(view, choose) {
  view.canvas.addEventListener('click', event => {
    const [found] = view.chart.getElementsAtEventForMode(event, 'nearest', {intersect: false}, true);
    if (found) choose(found.datasetIndex, found.index);
  });
}

/// Says of tables wider than their place that there is more to see.
function hintAtWidth() {
  for (const table of document.querySelectorAll('.scroll')) {
    const wide = table.scrollWidth > table.clientWidth + 1;
    const hint = table.nextElementSibling?.matches('.more') ? table.nextElementSibling : null;
    if (!wide) hint?.remove();
    else if (!hint) table.after(element('p', {className: 'more', textContent: 'More columns: scroll sideways →'}));
  }
}

function start() {
  document.documentElement.classList.add('scripted');
  document.body.append(tip);
  for (const figure of document.querySelectorAll('figure.chart')) {
    const plot = figure.querySelector('.plot');
    const data = JSON.parse(figure.querySelector('script').textContent);
    const view = {data, plot, canvas: plot.querySelector('canvas'), swatches: []};
    plot.style.height = heightOf(data);
    addLegend(view);
    draw(view);
    const choose = data.comparable ? addComparison(view) : null;
    addKeys(view, choose);
    if (choose) addPointing(view, choose);
    views.push(view);
  }
  addChoices();
  document.documentElement.dataset.charts = String(views.length);
}

function redraw() {
  views.forEach(draw);
}

function printed(onPaper) {
  const root = document.documentElement;
  if (onPaper) root.dataset.paper = ''; else delete root.dataset.paper;
  document.querySelectorAll('details.long').forEach(one => { one.open = onPaper; });
  redraw();
}

start();
hintAtWidth();
addEventListener('resize', hintAtWidth);
document.addEventListener('toggle', hintAtWidth, true);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
addEventListener('beforeprint', () => printed(true));
addEventListener('afterprint', () => printed(false));
