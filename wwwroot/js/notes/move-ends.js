import { fetchFragment } from "../outbox/http.js";

/** Shows handles at the ends of a mark, without leaving the page. Resolves with whether it could. */
export async function moveEnds(id) {
  const tool = (await fetchFragment(`${document.body.dataset.notes}/${id}?handler=Adjust`))?.querySelector("mark-adjuster");
  if (!tool) return false;

  await import("./mark-adjuster.js");
  document.querySelector("mark-adjuster")?.remove();
  document.getElementById("main").append(tool);
  tool.tabIndex = -1;
  setTimeout(() => tool.focus({ preventScroll: true })); // after the panel has given the focus back
  return true;
}
