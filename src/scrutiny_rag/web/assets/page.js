() => {
  // Gradio labels each chat message with its raw source, tags included; a screen reader should read the message.
  const clean = () => {
    for (const message of document.querySelectorAll('#log [data-testid="bot"][aria-label], #log [data-testid="user"][aria-label]')) {
      message.removeAttribute('aria-label');
    }
    // It calls the example questions a list, whose buttons then may not be its children.
    for (const list of document.querySelectorAll('#log .examples[role="list"]')) list.setAttribute('role', 'group');
  };
  new MutationObserver(clean).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-label', 'role'] });
  clean();

  // An answer is read from its start: the newest question is kept in sight above it until the answer is whole, or its
  // reader scrolls.
  let asked = 0;
  let held = false;
  let ending = 0;
  const align = (box, question) => {
    const by = question.getBoundingClientRect().top - box.getBoundingClientRect().top - 22;
    if (Math.abs(by) > 1) box.scrollTop += by;
  };
  const hold = () => {
    const box = document.querySelector('#log .bubble-wrap');
    if (!box) return;
    const questions = box.querySelectorAll('.question');
    if (questions.length !== asked) {
      asked = questions.length;
      held = asked > 0;
      clearTimeout(ending);
      ending = 0;
    }
    if (!held) return;
    align(box, questions[asked - 1]);
    const whole = box.querySelectorAll('.answer').length >= asked && !box.querySelector('.answer-pending');
    if (whole && !ending) {
      // Gradio lays the finished answer out a moment later.
      ending = setTimeout(() => {
        if (held && questions[asked - 1].isConnected) align(box, questions[asked - 1]);
        held = false;
        ending = 0;
      }, 300);
    }
  };
  const release = (event) => {
    if (event.target instanceof Element && event.target.closest('#log')) held = false;
  };
  for (const kind of ['wheel', 'touchmove', 'pointerdown', 'keydown']) document.addEventListener(kind, release, { passive: true, capture: true });
  new MutationObserver(hold).observe(document.body, { childList: true, subtree: true, characterData: true });
}
