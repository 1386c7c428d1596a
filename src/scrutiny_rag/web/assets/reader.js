// A paper's text: when another is opened, its top or the marked quote is brought into view and announced.
const settle = (tries = 40) => {
  const paper = element.querySelector('.reader[data-paper]');
  if (!paper) return;
  if (paper.offsetParent === null) {
    // The tab is still opening.
    if (tries > 0) setTimeout(() => settle(tries - 1), 50);
    return;
  }
  for (const button of document.querySelectorAll('#paper-list button[data-paper]')) {
    if (button.dataset.paper === paper.dataset.paper) button.setAttribute('aria-current', 'true');
    else button.removeAttribute('aria-current');
  }
  const mark = paper.querySelector('mark');
  paper.querySelector('h2').focus({ preventScroll: true });
  (mark || paper).scrollIntoView({ block: mark ? 'center' : 'start', behavior: 'auto' });
};
watch('value', () => requestAnimationFrame(() => settle()));
settle();
