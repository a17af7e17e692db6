"use strict";
// Without this script the page shows everything, all evidence open; with it, evidence opens on click or Enter.
(function () {
  const table = document.getElementById("matrix");
  const issues = Array.from(table.tBodies);
  const words = document.getElementById("words");
  const status = document.getElementById("status");
  const party = document.getElementById("party");
  const count = document.getElementById("count");

  function show(button, open) {
    button.setAttribute("aria-expanded", String(open));
    document.getElementById(button.getAttribute("aria-controls")).hidden = !open;
  }

  function isOpen(button) {
    return button.getAttribute("aria-expanded") === "true";
  }

  // Titles of articles are left out: one that names an issue would bring up all that the article speaks of.
  function textOf(issue) {
    const parts = issue.querySelectorAll("tr.row, .evidence strong, .evidence mark");
    return Array.from(parts, (part) => part.textContent).join(" ").toLowerCase();
  }

  function filter() {
    const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const issue of issues) {
      const text = textOf(issue);
      const speaks = party.value === "" || issue.querySelector('.cell[data-party="' + party.value + '"] .line') !== null;
      const fits = (status.value === "" || issue.dataset.status === status.value) && speaks;
      issue.hidden = !(fits && wanted.every((word) => text.includes(word)));
      shown += issue.hidden ? 0 : 1;
    }
    for (const each of table.querySelectorAll("thead th[data-party], td.cell")) {
      each.hidden = party.value !== "" && each.dataset.party !== party.value;
      const button = each.querySelector("button.open");
      if (each.hidden && button) show(button, false);
    }
    count.textContent = shown + " of " + issues.length + (issues.length === 1 ? " issue" : " issues");
  }

  function keyOf(issue, heading) {
    switch (heading.dataset.sort) {
      case "rank": return issue.dataset.rank;
      case "newest": return issue.dataset.newest;
      case "issue": return issue.querySelector(".name").textContent;
      default: return issue.querySelector('.cell[data-party="' + heading.dataset.party + '"]').textContent.trim();
    }
  }

  // What has no key, an empty cell or an issue without a date, comes last either way.
  function sort(heading) {
    const down = heading.getAttribute("aria-sort") === "ascending";
    for (const each of table.tHead.rows[0].cells) each.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", down ? "descending" : "ascending");
    const keyed = issues.map((issue, place) => ({ issue, place, key: keyOf(issue, heading) }));
    keyed.sort(function (one, other) {
      if ((one.key === "") !== (other.key === "")) return one.key === "" ? 1 : -1;
      return one.key.localeCompare(other.key) * (down ? -1 : 1) || one.place - other.place;
    });
    for (const each of keyed) table.append(each.issue);
  }

  // The cell in that direction that has evidence; columns and issues without are passed over.
  function neighbour(button, across, along) {
    const buttons = Array.from(table.querySelectorAll("button.open")).filter((each) => each.offsetParent !== null);
    const place = buttons.indexOf(button);
    if (across !== 0) return buttons[place + across];
    const column = button.closest("td").dataset.party;
    const same = buttons.filter((each) => each.closest("td").dataset.party === column);
    return same[same.indexOf(button) + along];
  }

  for (const button of table.querySelectorAll("button.open")) {
    show(button, false);
    button.addEventListener("click", () => show(button, !isOpen(button)));
  }

  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    button.addEventListener("click", () => sort(heading));
    heading.replaceChildren(button);
  }

  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  document.addEventListener("keydown", function (event) {
    const button = event.target.closest("button.open");
    if (event.key === "/" && !event.target.closest("input, select") && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      words.focus();
    } else if (event.key === "Escape") {
      const row = event.target.closest("tr.evidence");
      const opener = button || (row && table.querySelector('[aria-controls="' + row.id + '"]'));
      if (opener && isOpen(opener)) {
        show(opener, false);
        opener.focus();
      } else if (event.target === words) {
        words.value = "";
        filter();
      }
    } else if (button && event.key in moves) {
      const next = neighbour(button, ...moves[event.key]);
      if (next) {
        event.preventDefault();
        next.focus();
      }
    }
  });

  for (const control of [words, status, party]) control.addEventListener("input", filter);
  document.getElementById("controls").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("controls").hidden = false;
  filter();
})();
