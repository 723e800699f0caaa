// Two points of a chart side by side: chosen by pointing or, without a mouse, from two lists.

/// "budget=512" and "seeds: 5" by name, so that the same of two points stands in one row.
function fieldsOf(data, {series, point}) {
  const fields = new Map();
  pointLines(data, data.series[series], point).forEach((line, i) => {
    const parts = /^(.*?)(?:=|: )(.*)$/s.exec(line) ?? [null, `note ${i + 1}`, line];
    fields.set(parts[1], parts[2]);
  });
  return new Map([['series', data.series[series].name], ...fields]);
}

function comparison(data, chosen) {
  const sides = chosen.map(one => fieldsOf(data, one));
  const names = [...new Set(sides.flatMap(side => [...side.keys()]))];
  const rows = names.map(name => {
    const values = sides.map(side => side.get(name) ?? '–');
    return element('tr', {className: values[0] === values[1] ? '' : 'differs'},
      element('th', {scope: 'row', textContent: name}), ...values.map(value => element('td', {textContent: value})));
  });
  const head = ['', 'A', 'B'].map(name => element('th', {scope: 'col', textContent: name}));
  return element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows));
}

function listOf(data, name, choose) {
  const list = element('select', {}, element('option', {value: '', textContent: 'no point'}));
  data.series.forEach((series, s) => {
    const options = series.x.map((_, i) => element('option',
      {value: `${s} ${i}`, textContent: shortened(series.notes?.[i]?.[0] ?? `${series.name} ${i + 1}`, 70)}));
    list.append(element('optgroup', {label: series.name}, ...options));
  });
  list.addEventListener('change', choose);
  return [list, element('label', {}, `${name} `, list)];
}

/// Puts the lists below the plot of a chart; returns what takes a point that was pointed at.
function addComparison(view) {
  const result = element('div', {className: 'scroll'});
  result.setAttribute('aria-live', 'polite');
  const chosenOf = list => list.value.split(' ').map(Number);
  const show = () => {
    const chosen = lists.filter(list => list.value !== '').map(list => {
      const [series, point] = chosenOf(list);
      return {series, point};
    });
    view.chosen = chosen;
    result.replaceChildren(...chosen.length === 2 ? [comparison(view.data, chosen)] : []);
    view.chart.chosen = chosen;
    view.chart.draw();
  };
  const [[first, firstLabel], [second, secondLabel]] =
    [listOf(view.data, 'Compare', show), listOf(view.data, 'with', show)];
  const lists = [first, second];
  let next = 0;
  view.plot.after(element('div', {className: 'compare'}, firstLabel, secondLabel, result));
  return (series, point) => {
    lists[next].value = `${series} ${point}`;
    next = 1 - next;
    show();
  };
}
