// A paper's text: when another is opened, its top or the marked quote is brought into view and announced.
let shown = '';
const centre = (box, child) => {
  if (!box || !child) return;
  const by = child.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (by < 0 || by > box.clientHeight - 80) box.scrollTop += by - box.clientHeight / 2;
};
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
    forget();
    if (location.search !== paper.dataset.link) history.pushState({ reader: true }, '', paper.dataset.link);
  }
  const mark = paper.querySelector('mark');
  paper.focus({ preventScroll: true });
  paper.scrollTop = 0;
  if (paper.scrollHeight > paper.clientHeight + 1) {
    // On a wide page the paper scrolls in its own box, and the page stays where it is.
    centre(paper, mark);
    paper.parentElement.scrollIntoView({ block: 'nearest' });
  } else (mark || paper).scrollIntoView({ block: mark ? 'center' : 'nearest', behavior: 'auto' });
  centre(document.querySelector('#paper-list'), document.querySelector('#paper-list [aria-current]'));
};

// Finding words in the open paper: all are tinted where the browser can, and stepped through.
const MOST_FOUND = 999;
let found = [];
let at = -1;
const forget = () => {
  found = [];
  at = -1;
  if (window.CSS && CSS.highlights) for (const name of ['within', 'within-now']) CSS.highlights.delete(name);
};
const find = (words) => {
  forget();
  const wanted = words.trim().toLowerCase();
  const text = element.querySelector('.paper-text');
  if (!text || wanted.length < 2) return;
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && found.length < MOST_FOUND; node = walker.nextNode()) {
    const line = node.data.toLowerCase();
    for (let i = line.indexOf(wanted); i >= 0 && found.length < MOST_FOUND; i = line.indexOf(wanted, i + wanted.length)) {
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, Math.min(i + wanted.length, node.length));
      found.push(range);
    }
  }
  if (window.CSS && CSS.highlights && found.length) CSS.highlights.set('within', new Highlight(...found));
};
const step = (by) => {
  if (found.length) {
    at = (at + by + found.length) % found.length;
    if (window.CSS && CSS.highlights) CSS.highlights.set('within-now', new Highlight(found[at]));
    found[at].startContainer.parentElement.scrollIntoView({ block: 'center' });
  }
  const said = element.querySelector('.within-count');
  const typed = element.querySelector('#within').value.trim().length > 1;
  if (said) said.textContent = found.length ? `${at + 1} of ${found.length}` : typed ? 'Not in this paper' : '';
};
element.addEventListener('input', (event) => {
  if (event.target.id !== 'within') return;
  find(event.target.value);
  step(1);
});
element.addEventListener('keydown', (event) => {
  if (event.target.id === 'within' && event.key === 'Enter') step(event.shiftKey ? -1 : 1);
});
element.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  const paper = element.querySelector('.reader[data-paper]');
  if (!button || !paper) return;
  const place = { paper: paper.dataset.paper, at: button.dataset.at || '' };
  if (button.dataset.step) step(Number(button.dataset.step));
  else if (button.dataset.look) trigger('look', { ...place, page: Number(button.dataset.look) });
  else if (button.dataset.text) trigger('text', place);
  else if (button.dataset.go) {
    // An item or an act begins at a block or within one.
    const to = Number(button.dataset.go);
    let block = null;
    for (const one of element.querySelectorAll('.paper-text [id^="at-"]')) {
      if (Number(one.id.slice(3)) > to) break;
      block = one;
    }
    if (!block) return;
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
    block.scrollIntoView({ block: 'start' });
  }
});

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
