'use strict';
// How charts look. Colours are the page's own, so that they follow it into the dark and onto paper; shapes and dashes
// tell series apart for those who see no colours.

const shapes = [['circle', '●'], ['triangle', '▲'], ['rect', '■'], ['rectRot', '◆'], ['star', '✶'], ['crossRot', '✖'],
  ['rectRounded', '▢']];
const dashes = [[[], '━━'], [[7, 4], '╍╍'], [[2, 3], '┅┅'], [[11, 3, 2, 3], '━╍']];

function chartTheme() {
  const style = getComputedStyle(document.documentElement);
  const colour = name => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: colour('ink'),
    faint: colour('faint'),
    line: colour('line'),
    paper: colour('paper'),
    font: getComputedStyle(document.body).fontFamily,
    series: Array.from({length: 7}, (_, i) => colour(`series-${i + 1}`)),
  };
}

/// Many long curves in one chart: they are thin, as they cross.
function isCrowd(data) {
  return isJoined(data) && data.series.length > 4 && mostPoints(data) > kFewPoints;
}

/// Of seven colours each comes with a shape and a dash; those after them take the next dash and shape, so that no two of
/// 28 have the same colour and dash. What is not drawn takes no colour.
function seriesLook(theme, data, series) {
  const index = data.series.slice(0, series).filter(one => !one.is_foot).length;
  const round = Math.floor(index / 7);
  return {
    colour: theme.series[index % 7],
    shape: shapes[(index % 7 + round) % shapes.length],
    dash: dashes[(index % 7 + round) % dashes.length],
  };
}

/// A number for people, to four significant digits but never less than its whole part.
function numberText(value) {
  if (value === null || !Number.isFinite(value)) return 'none';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return value.toExponential(3);
  return size >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(4)));
}

/// At most so many lines of at most so many characters, broken between words where there are any.
function wrapped(text, most, lines) {
  const made = [''];
  for (const word of text.split(' ')) {
    const longer = made.at(-1) === '' ? word : `${made.at(-1)} ${word}`;
    if (longer.length <= most || made.at(-1) === '') made[made.length - 1] = longer; else made.push(word);
  }
  const last = made.slice(lines - 1).join(' ');
  return [...made.slice(0, lines - 1), ...last === '' ? [] : [last]].map(line => shortened(line, most));
}

function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
