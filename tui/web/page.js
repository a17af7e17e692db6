"use strict";
// Stands around textual-serve's terminal, which begins with the page's `load`: fonts first, then the terminal, then the focus.
(function () {
  const begin = window.onload;
  // The key has become a cookie. It need not stay in the address, nor in what a person copies from it; and the terminal
  // takes no orders from there.
  history.replaceState(null, "", "/");

  window.onload = async function (event) {
    // The terminal measures its cells once, thus with the font that it will have.
    const faces = ["16px", "bold 16px", "italic 16px"].map((face) => document.fonts.load(face + ' "Roboto Mono"'));
    await Promise.allSettled(faces);
    begin.call(window, event);
    const again = document.getElementById("again");
    again.addEventListener("click", () => location.assign("/"));
    // The terminal tells by classes of the body how far it is. Who has the focus gets the keys; it must not come before the
    // connection, since the terminal reports it.
    new MutationObserver(function () {
      const state = document.body.classList;
      const next = state.contains("-closed") ? again : document.querySelector(".xterm-helper-textarea");
      if (state.contains("-loaded")) next.focus();
    }).observe(document.body, { attributeFilter: ["class"] });
  };
})();
