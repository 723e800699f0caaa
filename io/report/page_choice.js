// Of figures that state what they are of, only those that the reader chooses are shown.

function chooseIn(section) {
  const figures = [...section.querySelectorAll('[data-choice]')];
  const choices = [...new Set(figures.map(one => one.dataset.choice))];
  if (choices.length < 2) return;
  const list = element('select', {}, ...choices.map(one => element('option', {value: one, textContent: one})));
  const show = () => figures.forEach(one => one.classList.toggle('unchosen', one.dataset.choice !== list.value));
  list.addEventListener('change', show);
  figures[0].before(element('p', {className: 'choose'},
    element('label', {}, `Choose the ${section.dataset.choose}: `, list)));
  show();
}

/// After the charts are drawn: what is not displayed has no size to draw into.
function addChoices() {
  document.querySelectorAll('section[data-choose]').forEach(chooseIn);
}
