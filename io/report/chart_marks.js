// What Chart.js does not draw: intervals as whiskers, or as a band behind a line, and rings round chosen points; and
// the words beside the point that is looked at.

function bandOf(chart, set, meta) {
  const {low, high, x} = set.source;
  const {x: across, y: up} = chart.scales;
  const edge = list => x.map((place, i) => [place, list[i]]).filter(([place, value]) => place !== null && value !== null);
  const outline = [...edge(high), ...edge(low).reverse()];
  const pen = chart.ctx;
  pen.globalAlpha = 0.18;
  pen.fillStyle = set.backgroundColor;
  pen.beginPath();
  outline.forEach(([place, value]) => pen.lineTo(across.getPixelForValue(place), up.getPixelForValue(value)));
  if (!meta.hidden) pen.fill();
  pen.globalAlpha = 1;
}

function whiskersOf(chart, set, meta, lying) {
  const scale = lying ? chart.scales.x : chart.scales.y;
  const pen = chart.ctx;
  pen.strokeStyle = set.barred ? chart.options.plugins.marks.theme.ink : set.backgroundColor;
  pen.lineWidth = set.source.marked ? 2.5 : 1.75;
  const line = (from, to, place) => {
    if (lying) { pen.moveTo(from, place - 4); pen.lineTo(from, place + 4); pen.moveTo(from, place); pen.lineTo(to, place);
      pen.moveTo(to, place - 4); pen.lineTo(to, place + 4);
    } else { pen.moveTo(place - 4, from); pen.lineTo(place + 4, from); pen.moveTo(place, from); pen.lineTo(place, to);
      pen.moveTo(place - 4, to); pen.lineTo(place + 4, to); }
  };
  pen.beginPath();
  set.source.x.forEach((x, i) => {
    const drawn = meta.data[set.barred ? x : i];
    const [low, high] = [set.source.low[i], set.source.high[i]];
    if (!drawn || low === null || high === null) return;
    line(scale.getPixelForValue(low), scale.getPixelForValue(high), lying ? drawn.y : drawn.x);
  });
  pen.stroke();
}

function eachInterval(chart, draw) {
  const {left, top, width, height} = chart.chartArea;
  chart.ctx.save();
  chart.ctx.beginPath();
  chart.ctx.rect(left, top, width, height);
  chart.ctx.clip();
  chart.data.datasets.forEach((set, i) => {
    if (set.source.low && chart.isDatasetVisible(i)) draw(set, chart.getDatasetMeta(i));
  });
  chart.ctx.restore();
}

const marks = {
  id: 'marks',
  beforeDatasetsDraw(chart, _, options) {
    if (options.kind !== 'line' && options.kind !== 'step') return;
    eachInterval(chart, (set, meta) => bandOf(chart, set, meta));
  },
  afterDatasetsDraw(chart, _, options) {
    if (options.kind === 'line' || options.kind === 'step') return;
    eachInterval(chart, (set, meta) => {
      set.barred = options.kind === 'bar' || options.kind === 'stacked_bar';
      whiskersOf(chart, set, meta, options.lying);
    });
    (chart.chosen ?? []).forEach(({series, point}, i) => {
      const drawn = chart.getDatasetMeta(series).data[point];
      if (!drawn || !chart.isDatasetVisible(series)) return;
      const pen = chart.ctx;
      pen.strokeStyle = pen.fillStyle = options.theme.ink;
      pen.lineWidth = 2;
      pen.beginPath();
      pen.arc(drawn.x, drawn.y, 10, 0, 2 * Math.PI);
      pen.stroke();
      pen.font = `bold 13px ${options.theme.font}`;
      pen.fillText('AB'[i], drawn.x + 12, drawn.y - 8);
    });
  },
};

/// Of a bar, whose position is its category, the number among the series' points.
function pointIndex(data, series, shown) {
  return data.kind === 'bar' || data.kind === 'stacked_bar' ? series.x.indexOf(shown) : shown;
}

function pointLines(data, series, i) {
  const of = (label, value) => label === '' ? value : `${label}: ${value}`;
  const between = series.low && series.low[i] !== null ?
    ` [${numberText(series.low[i])}, ${numberText(series.high[i])}]` : '';
  const lines = [of(data.y_label, numberText(series.y[i]) + between)];
  if (!isCategorical(data)) lines.unshift(of(data.x_label, numberText(series.x[i])));
  return [...lines, ...series.notes?.[i] ?? []];
}

const tip = element('div', {className: 'tip', hidden: true});
tip.setAttribute('role', 'status');

function showTip(data, {chart, tooltip}) {
  const [shown] = (tooltip.dataPoints ?? []).filter(point => !data.series[point.datasetIndex].is_foot);
  tip.hidden = tooltip.opacity === 0 || !shown;
  if (tip.hidden) return;
  const {datasetIndex, dataIndex} = shown;
  const series = data.series[datasetIndex];
  const i = pointIndex(data, series, dataIndex);
  if (i < 0) return;
  const name = isCategorical(data) ? data.categories[series.x[i]] : '';
  const title = [name, data.series.length > 1 || name === '' ? series.name : ''].filter(part => part !== '').join(' · ');
  tip.replaceChildren(element('b', {textContent: title}), pointLines(data, series, i).join('\n'));
  const place = chart.canvas.getBoundingClientRect();
  const [x, y] = [place.left + tooltip.caretX, place.top + tooltip.caretY];
  const left = x + 14 + tip.offsetWidth > innerWidth ? x - 14 - tip.offsetWidth : x + 14;
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${Math.max(4, Math.min(y + 10, innerHeight - tip.offsetHeight - 4))}px`;
}
