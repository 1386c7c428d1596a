// The sources panel. A citation in the chat is a link "#source-TURN-NUMBER"; choosing one asks for that exchange's
// sources, and when they have come the quote is brought into view. `element`, `trigger` and `watch` come from Gradio.
const memory = (window.scrutinyPapers = window.scrutinyPapers || {});
const calm = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
const scroller = element.closest('#sources') || element;
const panel = () => element.querySelector('.sources');

// The cross beside what was understood from a question is a link "#drop-TURN-NUMBER": it asks again without that.
const onCitation = (event) => {
  const link = event.target instanceof Element ? event.target.closest('a.cite, a.drop, a.do') : null;
  const todo = link && /^#do-([a-z_]+)-(\d+)$/.exec(link.getAttribute('href') || '');
  if (todo) {
    event.preventDefault();
    event.stopPropagation();
    memory.from = link.getAttribute('href');
    if (todo[1].startsWith('verdict_')) {
      trigger('judge', { turn: Number(todo[2]), verdict: todo[1].slice(8) });
      return;
    }
    trigger('act', { turn: Number(todo[2]), what: todo[1] });
    if (todo[1] === 'edit') setTimeout(() => document.querySelector('#question textarea')?.focus(), 400);
    return;
  }
  const dropped = link && /^#drop-(\d+)-(\d+)$/.exec(link.getAttribute('href') || '');
  if (dropped) {
    event.preventDefault();
    event.stopPropagation();
    trigger('drop', { turn: Number(dropped[1]), number: Number(dropped[2]) });
    return;
  }
  const found = link && /^#source-(\d+)-(\d+)$/.exec(link.getAttribute('href') || '');
  if (!found) return;
  event.preventDefault();
  event.stopPropagation();
  memory.from = link.getAttribute('href');
  trigger('cite', { turn: Number(found[1]), number: Number(found[2]) });
};
if (memory.onCitation) document.removeEventListener('click', memory.onCitation, true);
memory.onCitation = onCitation;
document.addEventListener('click', onCitation, true);

const say = (words) => {
  const line = element.querySelector('[data-said]');
  if (line) line.textContent = words;
};

const copy = async (text) => {
  if (navigator.clipboard && window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  // Over plain HTTP on another machine's address browsers offer no clipboard: select and copy.
  const box = document.createElement('textarea');
  box.value = text;
  box.style.position = 'fixed';
  document.body.append(box);
  box.select();
  const done = document.execCommand('copy');
  box.remove();
  if (!done) throw new Error('copy refused');
};

element.addEventListener('click', async (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (!button) return;
  if ('paper' in button.dataset) {
    trigger('pick', { paper: button.dataset.paper, at: '' });
  } else if ('open' in button.dataset) {
    trigger('open', { turn: Number(panel().dataset.turn), number: Number(button.dataset.open) });
  } else if ('copy' in button.dataset || 'link' in button.dataset) {
    const label = button.dataset.label || button.textContent;
    button.dataset.label = label;
    const text = 'link' in button.dataset ? location.origin + location.pathname + button.dataset.link : button.dataset.copy;
    try {
      await copy(text);
      button.textContent = 'Copied';
      say('Copied.');
    } catch (error) {
      button.textContent = 'Your browser did not allow copying';
      say('Your browser did not allow copying.');
    }
    setTimeout(() => { button.textContent = label; }, 2500);
  } else if ('back' in button.dataset) {
    const card = button.closest('.card');
    const link = document.querySelector(`#log a[href="${memory.from}"]`)
      || document.querySelector(`#log a.cite[href="#${card.id}"]`);
    if (link) {
      link.focus({ preventScroll: true });
      link.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
    }
  }
});

const settle = () => {
  const shown = panel();
  if (!shown || !shown.dataset.focus) {
    scroller.scrollTop = 0;
    return;
  }
  const card = shown.querySelector(`#source-${shown.dataset.turn}-${shown.dataset.focus}`);
  if (!card) return;
  card.open = true;
  const mark = card.querySelector('mark') || card;
  const view = scroller.getBoundingClientRect();
  const cardAt = card.getBoundingClientRect();
  const markAt = mark.getBoundingClientRect();
  // The card's head stays in sight where the quote fits below it; else the quote is what is shown.
  const headFirst = markAt.bottom - cardAt.top < scroller.clientHeight - 24;
  // With the first source the panel's own heading is in sight too.
  const first = card === shown.querySelector('.card') && markAt.bottom - view.top + scroller.scrollTop < scroller.clientHeight - 24;
  const by = first ? -scroller.scrollTop : headFirst ? cardAt.top - view.top - 12 : markAt.top - view.top - scroller.clientHeight / 3;
  scroller.scrollTo({ top: scroller.scrollTop + by, behavior: calm() ? 'auto' : 'smooth' });
  if (shown.dataset.move !== '1') return;
  card.querySelector('summary').focus({ preventScroll: true });
  const own = scroller.scrollHeight > scroller.clientHeight + 1;
  if (!own || view.top < 0 || view.bottom > window.innerHeight + 1) {
    mark.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
  }
};
watch('value', () => requestAnimationFrame(settle));
