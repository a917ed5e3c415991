// What the lists and pages of papers can do with JavaScript: filter, and copy BibTeX.
"use strict";

// Words are found whatever their case and accents.
const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const filter = document.querySelector(".filter");
if (filter) {
  const input = filter.querySelector("input");
  const status = filter.querySelector("[role=status]");
  const groups = [...document.querySelectorAll(".publication-group")];
  const papers = [...document.querySelectorAll(".publication")].map((element) => ({
    element,
    // The title with its authors, and the venue with its year; not the links' labels.
    text: fold(
      [...element.querySelectorAll(".publication-title, .publication-authors > span, .venue")]
        .map((part) => part.textContent)
        .concat(element.closest("section").querySelector("h2")?.textContent ?? "")
        .join(" "),
    ),
  }));

  const apply = () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { element, text } of papers) {
      element.hidden = !words.every((word) => text.includes(word));
      count += !element.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector(".publication:not([hidden])");
    status.textContent = words.length ? `${count} of ${papers.length} publications` : "";
    const url = new URL(location);
    if (words.length) url.searchParams.set("q", input.value);
    else url.searchParams.delete("q");
    history.replaceState(null, "", url);
  };

  input.value = new URLSearchParams(location.search).get("q") ?? "";
  filter.hidden = false;
  input.addEventListener("input", apply);
  if (input.value) apply();
}

for (const cite of document.querySelectorAll(".cite")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Copy BibTeX";
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(cite.querySelector("code").textContent);
      status.textContent = "Copied";
    } catch {
      // Without permission the text is selected, so that the keyboard can copy it.
      getSelection().selectAllChildren(cite.querySelector("code"));
      status.textContent = "Selected; copy it with the keyboard";
    }
  });
  cite.querySelector("p").prepend(button, " ", status, " ");
}
