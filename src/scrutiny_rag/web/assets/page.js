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
}
