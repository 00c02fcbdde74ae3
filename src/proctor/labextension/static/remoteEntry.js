// What nbgrader's Validate says when nothing failed is a fixed sentence of its own, "passes all the tests". Hidden checks
// and what a person grades are not among them, so this puts a true sentence in its place.
// Written by hand in the form that JupyterLab loads: one plugin, nothing to build.

const WORDS =
  'Everything runs, and every check that you can see holds. What remains is graded after you hand in: the hidden ' +
  'checks, whose first lines begin with "Checks" and say what they look at, and what a person reads, your written ' +
  'answers and your figure.';

const plugin = {
  id: 'proctor:validate',
  autoStart: true,
  activate: () => {
    const mend = () => {
      for (const said of document.querySelectorAll('.validation-success p')) {
        if (said.textContent !== WORDS) said.textContent = WORDS;
      }
    };
    new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });
  }
};

window._JUPYTERLAB = window._JUPYTERLAB || {};
window._JUPYTERLAB.proctor = {
  init: () => undefined,
  get: () => Promise.resolve(() => ({ __esModule: true, default: plugin }))
};
