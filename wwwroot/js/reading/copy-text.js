// Copying copies the essay's text only: no numbers, dates or links that we added, and no reader's marks.
import { blocks } from "../text/text-offsets.js";

const OURS = "[data-apparatus], [hidden], nav, button, .footnotes-beside";
const WRAPPERS = "mark, a.term";

document.addEventListener("copy", event => {
  const selection = getSelection();
  const essay = document.getElementById("essay");
  if (selection.isCollapsed || event.target.closest?.("input, textarea") || !blocks().some(block => selection.containsNode(block, true))) return;

  const box = document.createElement("div");
  for (let index = 0; index < selection.rangeCount; index++) box.append(within(essay, selection.getRangeAt(index)).cloneContents());
  for (const own of box.querySelectorAll(OURS)) own.remove();
  for (const wrapper of box.querySelectorAll(WRAPPERS)) wrapper.replaceWith(...wrapper.childNodes);
  for (const link of box.querySelectorAll("a[href]")) link.setAttribute("href", link.href);
  for (const element of box.querySelectorAll("*")) {
    for (const { name } of [...element.attributes]) if (!["href", "lang", "start"].includes(name)) element.removeAttribute(name);
  }
  event.clipboardData.setData("text/html", box.innerHTML);
  event.clipboardData.setData("text/plain", plain(box));
  event.preventDefault();
});

// Select All means the essay: around it are hidden elements.
function within(essay, range) {
  const part = range.cloneRange();
  if (!essay.contains(part.startContainer)) part.setStart(essay, 0);
  if (!essay.contains(part.endContainer)) part.setEnd(essay, essay.childNodes.length);
  return part;
}

// The plain text that the browser would copy from a page with nothing else on it.
function plain(box) {
  box.style.cssText = "position: fixed; inline-size: 40em; opacity: 0; pointer-events: none";
  document.body.append(box);
  const text = box.innerText.trim();
  box.remove();
  return text;
}
