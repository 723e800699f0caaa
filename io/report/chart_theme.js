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

/// Of seven colours each comes with a shape; those after them take the next dash or shape.
function seriesLook(theme, index) {
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

function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
