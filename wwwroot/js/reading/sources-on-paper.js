// On paper a citation cannot be followed. So the sources of the footnotes are printed in full at the end, from the page that lists them.
import { parse } from "../outbox/html.js";
import { element } from "../ui/element.js";

/** Until there is a list, a line says where the sources are: without a connection it stays. */
export function listSourcesOnPaper() {
  const place = document.querySelector(".sources-on-paper");
  if (!place || place.querySelector("li")) return;

  const page = parse(read(place.querySelector("a").href));
  const items = cited().map(([id, name]) => [name, page.getElementById(id)]).filter(([, entry]) => entry).map(([name, entry]) => itemOf(name, entry));
  if (items.length > 0) place.querySelector("p").replaceWith(element("ul", {}, ...items));
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

function itemOf(name, entry) {
  const addresses = [...entry.querySelectorAll("a[href^=http]")].map(link => link.href); // of the work, and of an archived copy
  entry.querySelectorAll(".cited-in").forEach(more => more.remove());
  return element("li", {}, element("b", {}, name), ": ", ...entry.childNodes, addresses.join(" or "));
}
