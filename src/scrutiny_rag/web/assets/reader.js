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
  paper.focus({ preventScroll: true });
  paper.scrollTop = 0;
  (mark || paper).scrollIntoView({ block: mark ? 'center' : 'nearest', behavior: 'auto' });
};
watch('value', () => requestAnimationFrame(() => settle()));
settle();
