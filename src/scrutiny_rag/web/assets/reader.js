// A paper's text: when another is opened, its top or the marked quote is brought into view and announced.
let shown = '';
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
  // The address names what is read, so that it can be sent on, and Back leads to where one was.
  if (paper.dataset.render !== shown) {
    shown = paper.dataset.render;
    if (location.search !== paper.dataset.link) history.pushState({ reader: true }, '', paper.dataset.link);
  }
  const mark = paper.querySelector('mark');
  paper.focus({ preventScroll: true });
  paper.scrollTop = 0;
  (mark || paper).scrollIntoView({ block: mark ? 'center' : 'nearest', behavior: 'auto' });
};
watch('value', () => requestAnimationFrame(() => settle()));
settle();

const tab = (name) => [...document.querySelectorAll('#tabs [role="tab"]')].find((one) => one.textContent.trim() === name);
const memory = (window.scrutinyPapers = window.scrutinyPapers || {});
const onBack = () => {
  const asked = new URLSearchParams(location.search);
  const name = asked.get('paper');
  const open = element.querySelector('.reader[data-paper]');
  if (!name) tab('Ask')?.click();
  else if (open && open.dataset.link === location.search) tab('Papers')?.click();
  else trigger('goto', { paper: name, at: asked.get('at') || '' });
};
if (memory.onBack) window.removeEventListener('popstate', memory.onBack);
memory.onBack = onBack;
window.addEventListener('popstate', onBack);
