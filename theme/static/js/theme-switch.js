// A switch between the system's theme, light and dark, which is remembered. Without JavaScript the
// system's theme is shown, and there is no switch.
"use strict";

const themes = { system: "System theme", light: "Light theme", dark: "Dark theme" };
const root = document.documentElement;
const button = document.createElement("button");
button.type = "button";
button.className = "theme-switch";

const apply = (theme) => {
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  button.dataset.theme = theme;
  button.textContent = themes[theme];
};

button.addEventListener("click", () => {
  const names = Object.keys(themes);
  const next = names[(names.indexOf(button.dataset.theme) + 1) % names.length];
  apply(next);
  try {
    localStorage.setItem("theme", next);
  } catch {} // a browser that forgets shows the choice until the page is left
});

apply(root.dataset.theme ?? "system");
document.querySelector(".site-footer").append(button);
