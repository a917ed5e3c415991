// The frame of the visitor map says how high it is; nothing else that it says is heard.
"use strict";

const frame = document.querySelector(".visitor-map iframe");

addEventListener("message", (event) => {
  const height = event.data?.visitorMapHeight;
  if (event.source === frame.contentWindow && height > 0 && height < 1000) {
    frame.style.height = `${height}px`;
  }
});
