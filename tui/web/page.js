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
    try {
      begin.call(window, event);
    } catch (error) {
      document.body.classList.add("-unable");
      throw error;
    }
    document.querySelector(".xterm-helper-textarea").focus();
    document.getElementById("again").addEventListener("click", () => location.assign("/"));
    new MutationObserver(function () {
      if (document.body.classList.contains("-closed")) document.getElementById("again").focus();
    }).observe(document.body, { attributeFilter: ["class"] });
  };
})();
