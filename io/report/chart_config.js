// From what a section states of a chart to a configuration of Chart.js.

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

function datasetOf(data, series, index, theme, lying) {
  const look = seriesLook(theme, index);
  const bars = data.kind === 'bar' || data.kind === 'stacked_bar';
  const joined = data.kind === 'line' || data.kind === 'step';
  const many = series.x.length > 60;
  const stands = i => series.marks ? series.marks[i] : series.marked;
  const size = context => stands(context.dataIndex) ? 7 : 4.5;
  const ink = context => stands(context.dataIndex) ? theme.ink : look.colour;
  return {
    label: series.name,
    data: bars ? barsOf(data, series) : pointsOf(data, series, lying),
    source: series,
    hidden: series.hidden === true,
    borderColor: joined || bars ? look.colour : ink,
    backgroundColor: series.is_foot ? 'transparent' : look.colour,
    borderWidth: joined ? (series.marked ? 3 : 1.75) : bars ? 0 : context => stands(context.dataIndex) ? 2 : 1,
    borderDash: joined ? look.dash[0] : [],
    stepped: data.kind === 'step' ? 'before' : false,
    showLine: joined,
    pointStyle: look.shape[0],
    radius: joined ? (many ? 0 : 2.5) : size,
    hoverRadius: joined ? 4 : 8,
    order: series.marked ? 0 : 1,
    maxBarThickness: 34,
    spanGaps: false,
  };
}

function valueAxis(data, title, logarithmic, theme, padded) {
  return {
    type: logarithmic ? 'logarithmic' : 'linear',
    title: {display: title !== '', text: title, color: theme.ink},
    grid: {color: context => context.tick.value === 0 ? theme.faint : theme.line, borderColor: theme.faint},
    ticks: {
      color: theme.faint,
      maxRotation: 0,
      autoSkipPadding: 12,
      callback: value => {
        const lead = logarithmic ? value / 10 ** Math.floor(Math.log10(value) + 1e-9) : 1;
        return [1, 2, 5].some(one => Math.abs(lead - one) < 1e-6) ? numberText(value) : '';
      },
    },
    grace: padded && !logarithmic ? '4%' : 0,
    ...extent(data, logarithmic),
  };
}

/// Whiskers count, too, where an axis ends.
function extent(data, logarithmic) {
  const ends = data.series.flatMap(one => [...one.low ?? [], ...one.high ?? []])
    .filter(value => value !== null && (!logarithmic || value > 0));
  if (ends.length === 0 || data.stretches === false) return {};
  return {
    suggestedMin: ends.reduce((least, value) => Math.min(least, value)),
    suggestedMax: ends.reduce((most, value) => Math.max(most, value)),
  };
}

function nameAxis(data, theme, lying) {
  const most = lying ? 34 : 14;
  const axis = {
    title: {display: data.x_label !== '', text: data.x_label, color: theme.ink},
    grid: {display: data.kind === 'interval', color: theme.line, borderColor: theme.faint},
    ticks: {color: theme.ink, autoSkip: false, maxRotation: 0},
  };
  if (data.kind !== 'interval') {
    return {...axis, type: 'category', labels: data.categories.map(name => shortened(name, most))};
  }
  axis.ticks.callback = value => shortened(data.categories[value] ?? '', most);
  axis.ticks.stepSize = 1;
  return {...axis, type: 'linear', min: -0.6, max: data.categories.length - 0.4, reverse: true,
    afterBuildTicks: scale => { scale.ticks = data.categories.map((_, value) => ({value})); }};
}

function axesOf(data, theme, lying) {
  const values = {...valueAxis(data, data.y_label, data.logarithmic_y, theme,
    data.kind === 'scatter' || lying || data.series.some(one => one.low))};
  if (!isCategorical(data)) {
    const places = valueAxis({...data, stretches: false}, data.x_label, data.logarithmic_x, theme,
      data.kind === 'scatter');
    return {x: places, y: values};
  }
  const names = nameAxis(data, theme, lying);
  const stacked = data.kind === 'stacked_bar';
  const axes = lying ? {x: values, y: names} : {x: names, y: values};
  for (const axis of Object.values(axes)) axis.stacked = stacked;
  return axes;
}

function configOf(data, theme) {
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
      scales: axesOf(data, theme, lying),
      plugins: {
        legend: {display: false},
        tooltip: {enabled: false, external: context => showTip(data, context)},
        marks: {lying, theme, kind: data.kind},
      },
    },
    plugins: [marks],
  };
}
