// From what a section states of a chart to a configuration of Chart.js.

const kFewPoints = 24;  // a curve of more has no markers

const isJoined = data => data.kind === 'line' || data.kind === 'step';
const mostPoints = data => Math.max(0, ...data.series.map(one => one.x.length));
const isCategorical = data => ['bar', 'stacked_bar', 'interval'].includes(data.kind);

/// Names that need more room than a tick below an upright bar has lie beside it.
function isLying(data) {
  if (data.kind === 'interval') return true;
  return isCategorical(data) && (data.categories.length > 7 || data.categories.some(name => name.length > 12));
}

function pointsOf(data, series, lying) {
  const several = data.kind === 'interval' ? data.series.length : 1;
  const shift = several > 1 ? (data.series.indexOf(series) / (several - 1) - 0.5) * 0.5 : 0;
  const fits = (value, logarithmic) => value === null || (logarithmic && value <= 0) ? NaN : value;
  return series.x.map((x, i) => {
    const place = fits(x, data.logarithmic_x && !isCategorical(data)) + shift;
    const value = fits(series.y[i], data.logarithmic_y);
    return lying ? {x: value, y: place} : {x: place, y: value};
  });
}

/// Bars stand at categories; those without a value leave a gap.
function barsOf(data, series) {
  const values = data.categories.map(() => null);
  series.x.forEach((x, i) => { values[x] = series.y[i]; });
  return values;
}

/// A long curve shows its shape here and there only, each curve elsewhere.
function isSpot(data, index, {dataIndex}) {
  if (data.series.length < 2) return false;
  const between = Math.max(8, Math.floor(data.series[index].x.length / 8));
  return dataIndex % between === Math.floor((index + 0.5) * between / data.series.length);
}

function datasetOf(data, series, index, theme, lying) {
  const look = seriesLook(theme, data, index);
  const bars = data.kind === 'bar' || data.kind === 'stacked_bar';
  const joined = isJoined(data);
  const bare = mostPoints(data) > kFewPoints && series.x.length > 1;
  const steps = data.kind === 'scatter' && series.marked && series.x.length > kFewPoints;  // the best so far
  const stands = i => series.marks ? series.marks[i] : series.marked;
  const curve = series.marked ? 3 : isCrowd(data) ? 1.25 : 1.75;
  const size = context => stands(context.dataIndex) ? 7 : 4.5;
  const ink = context => stands(context.dataIndex) ? theme.ink : look.colour;
  return {
    label: series.name,
    data: bars ? barsOf(data, series) : pointsOf(data, series, lying),
    source: series,
    hidden: series.hidden === true,
    borderColor: joined || bars || steps ? look.colour : ink,
    backgroundColor: series.is_foot ? 'transparent' : look.colour,
    borderWidth: joined || steps ? curve : bars ? 0 : context => stands(context.dataIndex) ? 2 : 1,
    borderDash: joined ? look.dash[0] : [],
    stepped: data.kind === 'step' || steps ? 'before' : false,
    showLine: joined || steps,
    pointStyle: look.shape[0],
    clip: bare ? undefined : 6,
    radius: steps ? 0 : joined ? (bare ? context => isSpot(data, index, context) ? 3.5 : 0 : 2.5) : size,
    pointBorderWidth: joined ? 1.5 : undefined,
    hoverRadius: joined ? 4 : 8,
    order: series.marked ? 0 : 1,
    maxBarThickness: 34,
    spanGaps: false,
  };
}

function configOf(data, theme, width) {
  const lying = isLying(data);
  const bars = data.kind === 'bar' || data.kind === 'stacked_bar';
  return {
    type: bars ? 'bar' : data.kind === 'line' || data.kind === 'step' ? 'line' : 'scatter',
    data: {datasets: data.series.map((series, i) => datasetOf(data, series, i, theme, lying))},
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: bars && lying ? 'y' : 'x',
      interaction: {mode: 'nearest', axis: bars ? (lying ? 'y' : 'x') : 'xy', intersect: bars},
      font: {family: theme.font},
      scales: axesOf(data, theme, lying, width),
      plugins: {
        legend: {display: false},
        tooltip: {enabled: false, external: context => showTip(data, context)},
        marks: {lying, theme, kind: data.kind},
      },
    },
    plugins: [marks],
  };
}
