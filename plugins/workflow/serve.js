// Added to every page by `invoke serve`: reloads after a good build, shows what is wrong after another.
"use strict";

const show = ({ succeeded, problems }) => {
  document.getElementById("serve-problems")?.remove();
  if (succeeded && !problems.length) return;
  const overlay = document.createElement("pre");
  overlay.id = "serve-problems";
  overlay.setAttribute("role", "alert");
  overlay.textContent = problems.join("\n");
  overlay.style.cssText = `position: fixed; inset: auto 0 0; z-index: 9; margin: 0; padding: 1rem;
    max-height: 50vh; overflow: auto; white-space: pre-wrap; font: 0.875rem/1.5 monospace; color: #fff;
    background: ${succeeded ? "#5c4400" : "#7a1414"}`;
  document.body.append(overlay);
};

const events = new EventSource("/~events");
events.addEventListener("state", (event) => show(JSON.parse(event.data)));
events.addEventListener("built", (event) => {
  const state = JSON.parse(event.data);
  if (state.succeeded) location.reload();
  else show(state);
});
