// On paper a citation cannot be followed. So the sources of the footnotes are printed in full at the end, from the page that lists them.
import { parse } from "../outbox/html.js";

/** Until there is a list, a line says where the sources are: without a connection it stays. */
export function listSourcesOnPaper() {
  const place = document.querySelector(".sources-on-paper");
  if (!place || place.querySelector("li")) return;

  const page = parse(read(place.querySelector("a").href));
  const list = document.createElement("ul");
  for (const [id, name] of cited()) {
    const entry = page.getElementById(id);
    if (entry) list.append(item(name, entry));
  }
  if (list.children.length) place.querySelector("p").replaceWith(list);
}

// The browser does not wait for an answer before it prints, so the request blocks the page.
function read(address) {
  try {
    const request = new XMLHttpRequest();
    request.open("GET", address, false);
    request.send();
    return request.status === 200 ? request.responseText : "";
  } catch {
    return ""; // no connection
  }
}

// Sorted by the words of the citations, by which readers look them up.
function cited() {
  const names = new Map([...document.querySelectorAll("#essay .citation")].map(({ hash, textContent }) => [hash.slice(1), textContent]));
  return [...names].sort(([, one], [, other]) => one.localeCompare(other));
}

function item(name, entry) {
  const item = document.createElement("li");
  const label = document.createElement("b");
  label.append(name);
  const addresses = [...entry.querySelectorAll("a[href^=http]")].map(link => link.href); // of the work, and of an archived copy
  entry.querySelectorAll(".cited-in").forEach(more => more.remove());
  item.append(label, ": ", ...entry.childNodes, addresses.join(" or "));
  return item;
}
