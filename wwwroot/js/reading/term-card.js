import { fetchPage } from "../outbox/http.js";
import { styled } from "../ui/more-styles.js";
import { showInPanel } from "../ui/panel.js";

const pages = new Map(); // by address: the pages of people, events and figures, each fetched once

/** Shows what a term leads to. If it cannot be fetched, follows the link. */
export async function openTerm(term) {
  const { href, hash } = term;
  const found = (await pageAt(href.slice(0, -hash.length)))?.getElementById(hash.slice(1));
  if (!found) {
    location.assign(href); // the browser then says what is wrong
    return;
  }

  const card = document.importNode(found, true);
  card.removeAttribute("id"); // the id may exist in the essay
  const opener = () => (term.isConnected ? term : document.querySelector(`#essay a.term[href$="${hash}"]`));
  await styled();
  if (!getSelection().isCollapsed) return; // the second half of a double click has selected the name
  showInPanel({ kind: "term", label: card.getAttribute("aria-label"), content: card, opener });
}

async function pageAt(address) {
  const page = pages.get(address) ?? (await fetchPage(address)); // null without a connection: the caller follows the link
  if (page) pages.set(address, page);
  return page;
}
