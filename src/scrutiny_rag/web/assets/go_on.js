// Questions to go on with: choosing one asks it. `element` and `trigger` come from Gradio.
element.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button[data-question]') : null;
  if (button) trigger('follow', { question: button.dataset.question });
});
