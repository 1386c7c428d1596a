// A pack or a promise: its numbers lead to the quotes below, and a quote to its place in the paper.
element.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const cite = target?.closest('a.cite');
  if (cite) {
    // Not by the address: Back would then leave this tab.
    event.preventDefault();
    const card = element.querySelector(cite.getAttribute('href'));
    if (!card) return;
    card.open = true;
    card.querySelector('summary').focus({ preventScroll: true });
    card.scrollIntoView({ block: 'center' });
    return;
  }
  const button = target?.closest('button[data-paper]');
  if (button) trigger('pick', { paper: button.dataset.paper, at: button.dataset.at || '' });
});
