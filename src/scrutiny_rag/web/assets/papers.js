// The list of papers: choosing one asks for its text. `element` and `trigger` come from Gradio.
element.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button[data-paper]') : null;
  if (button) trigger('pick', { paper: button.dataset.paper, at: button.dataset.at || '' });
});
