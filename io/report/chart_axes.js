// The axes of a chart: where they begin and end, and how what stands along them is written.

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
  if (data.stretches === false) return {};
  const ends = data.series.flatMap(one => [...one.low ?? [], ...one.high ?? []])
    .filter(value => value !== null && (!logarithmic || value > 0));
  const all = [...ends, ...data.series.flatMap(one => one.y).filter(value => value !== null)];
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  // Room below values that cannot be negative would look as if they could.
  if (!logarithmic && lowest === highest && lowest >= 0) return {min: 0, suggestedMax: lowest > 0 ? 1.1 * highest : 1};
  if (!logarithmic && lowest >= 0 && lowest < 0.15 * highest) return {min: 0, suggestedMax: highest};
  if (ends.length === 0) return {};
  return {
    suggestedMin: ends.reduce((least, value) => Math.min(least, value)),
    suggestedMax: ends.reduce((most, value) => Math.max(most, value)),
  };
}

function nameAxis(data, theme, lying, width) {
  const [most, lines] = !lying ? [14, 1] : width < 600 ? [20, 3] : [42, 2];
  const shown = name => wrapped(name, most, lines);
  const axis = {
    title: {display: data.x_label !== '' && width >= 600, text: data.x_label, color: theme.ink},
    grid: {display: data.kind === 'interval', color: theme.line, borderColor: theme.faint},
    ticks: {color: theme.ink, autoSkip: false, maxRotation: 0},
  };
  if (data.kind !== 'interval') {
    return {...axis, type: 'category', labels: data.categories.map(shown)};
  }
  axis.ticks.callback = value => shown(data.categories[value] ?? '');
  axis.ticks.stepSize = 1;
  return {...axis, type: 'linear', min: -0.6, max: data.categories.length - 0.4, reverse: true,
    afterBuildTicks: scale => { scale.ticks = data.categories.map((_, value) => ({value})); }};
}

/// Where a curve over time ends, not where the next round number is; and of one that stays as it is for most of the time,
/// where it last changes.
function endOf(data) {
  const ends = data.series.map(one => one.x.at(-1) ?? 0);
  const changes = data.series.map(({x, y}) => {
    const last = y.findLastIndex(value => value !== y.at(-1));
    return last < 0 ? 0 : x[last + 1];
  });
  const [end, change] = [Math.max(0, ...ends), Math.max(0, ...changes)];
  const still = data.kind === 'step' && change > 0 && change < 0.6 * end;
  return {max: still ? change * 1.1 : end, words: still ? `; nothing changes from ${numberText(change)} to ` +
    `${numberText(end)}` : ''};
}

function placeAxis(data, theme) {
  const logarithmic = data.logarithmic_x;
  const {max, words} = isJoined(data) ? endOf(data) : {words: ''};
  const axis = valueAxis({...data, stretches: false}, data.x_label + words, logarithmic, theme, data.kind === 'scatter');
  axis.ticks.includeBounds = false;
  const starts = data.series.flatMap(one => one.x).filter(x => x > 0);
  const earliest = starts.reduce((least, x) => Math.min(least, x), max);
  const min = !isJoined(data) ? undefined : logarithmic ? earliest : earliest < 0.1 * max ? 0 : undefined;
  if (data.kind === 'scatter' && !logarithmic) {
    const places = data.series.flatMap(one => one.x).filter(x => x !== null);
    const [first, last] = [Math.min(...places), Math.max(...places)];
    return last > first ? {...axis, min: first - 0.03 * (last - first), max: last + 0.03 * (last - first)} : axis;
  }
  return max > 0 ? {...axis, min, max} : axis;
}

function axesOf(data, theme, lying, width) {
  const values = {...valueAxis(data, data.y_label, data.logarithmic_y, theme,
    data.kind === 'scatter' || lying || data.series.some(one => one.low))};
  if (!isCategorical(data)) {
    return {x: placeAxis(data, theme), y: values};
  }
  const names = nameAxis(data, theme, lying, width);
  const stacked = data.kind === 'stacked_bar';
  const axes = lying ? {x: values, y: names} : {x: names, y: values};
  for (const axis of Object.values(axes)) axis.stacked = stacked;
  return axes;
}
