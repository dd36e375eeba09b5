import { fetchPage } from "../outbox/http.js";
import { showInPanel } from "../ui/panel.js";

const pages = new Map(); // by address: the companions' pages, each fetched once

/** Shows what a term leads to; where it cannot be had, follows its link. */
export async function openTerm(term) {
  const { href, hash } = term;
  const found = (await pageAt(href.slice(0, -hash.length)))?.getElementById(hash.slice(1));
  if (!found) {
    location.assign(href); // the browser says what is wrong, better than we can
    return;
  }

  const card = document.importNode(found, true);
  card.removeAttribute("id"); // the essay has addresses of its own
  const opener = () => (term.isConnected ? term : document.querySelector(`#essay a.term[href$="${hash}"]`));
  showInPanel(card.getAttribute("aria-label"), opener, [card]);
}

async function pageAt(address) {
  const page = pages.get(address) ?? (await fetchPage(address)); // without a connection the caller follows the link
  if (page) pages.set(address, page);
  return page;
}
